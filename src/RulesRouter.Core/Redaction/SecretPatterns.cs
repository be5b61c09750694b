using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RulesRouter.Redaction;

/// <summary>Credentials that are recognised by their form or by what they are assigned to.</summary>
internal static partial class SecretPatterns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
    private const RegexOptions AnyCase = Options | RegexOptions.IgnoreCase;

    /// <summary>What a name says whose value is a secret.</summary>
    private const string SecretName =
        "(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|account[_-]?key"
        + "|auth[_-]?token|access[_-]?token|client[_-]?secret)";

    public static ImmutableArray<SensitivePattern> All { get; } =
    [
        Of(
            "private key (PEM, OpenSSH, PGP)",
            "KEY",
            PrivateKey(),
            "from `-----BEGIN … PRIVATE KEY-----` to its end, or to the end of the text if the key was cut",
            "keys of tests count too",
            ["PRIVATE KEY"]),
        Of(
            "JSON web token",
            "TOKEN",
            WebToken(),
            "three parts in base64url joined by dots, of which two begin with `eyJ`",
            "expired tokens count too",
            ["eyJ"]),
        Of(
            "bearer token",
            "TOKEN",
            Bearer(),
            "16 or more characters with a digit after `Bearer`",
            "rare",
            ["bearer"],
            HasDigit),
        Of(
            "basic authorization",
            "TOKEN",
            Basic(),
            "what follows `Basic` in a header `authorization`",
            "rare",
            ["basic"]),
        Of(
            "password in an address",
            "PASSWORD",
            Address(),
            "the password in `scheme://user:password@host`",
            "documented defaults, such as `postgres:postgres`",
            ["://"],
            IsNoTemplate),
        Of(
            "password in a connection string",
            "PASSWORD",
            ConnectionString(),
            "the value of `Password`, `Pwd`, `AccountKey`, `SharedAccessKey` or `SharedAccessSignature` before `;` or the end",
            "code that assigns to such a name and ends with `;`, if the value has a digit",
            ["password", "pwd", "accountkey", "sharedaccess"],
            IsPlainSecret),
        Of(
            "value in quotes assigned to a secret's name",
            "PASSWORD",
            Quoted(),
            "8 to 200 characters without blanks in quotes after a name such as `password`, `apiKey` or `client_secret`",
            "names of settings and messages that are no secret, such as `\"passwordField\"`",
            ["pass", "secret", "key", "token"],
            IsNoTemplate),
        Of(
            "value in escaped quotes assigned to a secret's name",
            "PASSWORD",
            EscapedQuoted(),
            "the same within a JSON string",
            "the same",
            ["\\\"", "\\'"],
            IsNoTemplate),
        Of(
            "line that assigns to a secret's name",
            "PASSWORD",
            Line(),
            "8 to 200 characters to the end of a line of an environment or YAML file, after a name such as `DB_PASSWORD`",
            "a value needs a digit: misses passwords of letters alone; identifiers of code with a digit count",
            ["pass", "secret", "key", "token"],
            IsPlainSecret),
    ];

    private static SensitivePattern Of(
        string name,
        string label,
        Regex regex,
        string shape,
        string notes,
        string[] anchors,
        Func<string, int, int, int>? check = null) => new(name, PatternTable.Secrets, label, regex)
        {
            Shape = shape,
            Notes = notes,
            Anchors = SearchValues.Create(anchors, StringComparison.OrdinalIgnoreCase),
            Check = check,
        };

    private static int HasDigit(string text, int start, int length) =>
        text.AsSpan(start, length).ContainsAnyInRange('0', '9') ? length : 0;

    /// <summary>References to variables, and values that are masked, are no secrets.</summary>
    private static int IsNoTemplate(string text, int start, int length)
    {
        var value = text.AsSpan(start, length);
        return value[0] is '$' or '<' or '{' or '%' or '*' || value.Contains("${", StringComparison.Ordinal)
            || !value.ContainsAnyExcept(value[0])
            ? 0
            : length;
    }

    private static int IsPlainSecret(string text, int start, int length) =>
        HasDigit(text, start, length) > 0 ? IsNoTemplate(text, start, length) : 0;

    [GeneratedRegex(
        @"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)",
        Options)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}", Options)]
    private static partial Regex WebToken();

    [GeneratedRegex(@"\bbearer\s{1,4}(?<value>[A-Za-z0-9._~+/=-]{16,})", AnyCase)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"\bauthorization\\?[""']?\s{0,4}[:=]\s{0,4}\\?[""']?basic\s{1,4}(?<value>[A-Za-z0-9+/=]{8,})", AnyCase)]
    private static partial Regex Basic();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@""'<>\\]{0,100}:(?<value>[^\s/@""'<>\\]{1,200})@", AnyCase)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"\b(?:password|pwd|accountkey|sharedaccesskey|sharedaccesssignature)"
            + @"\s{0,4}=\s{0,4}(?<value>[^;""'\s\\]{4,400})(?:;|\\?[""']|\s|\z)",
        AnyCase)]
    private static partial Regex ConnectionString();

    [GeneratedRegex(SecretName + @"[A-Za-z0-9_]*[""']?\s{0,4}[:=]\s{0,4}[""'](?<value>(?:[^""'\s\\]|\\.){8,200})[""']", AnyCase)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        SecretName + @"[A-Za-z0-9_]*\\[""']\s{0,4}[:=]\s{0,4}\\[""'](?<value>(?:[^""'\s\\]|\\[^""'\s]){8,200})\\[""']",
        AnyCase)]
    private static partial Regex EscapedQuoted();

    [GeneratedRegex(
        @"^[ \t-]{0,32}(?:export[ \t])?[A-Z0-9_.-]{0,64}" + SecretName
            + @"[A-Z0-9_]{0,32}[ \t]{0,4}[:=][ \t]{0,4}(?<value>[^\s""'`,;(){}\[\]<>$\\]{8,200})[ \t\r]*$",
        AnyCase | RegexOptions.Multiline)]
    private static partial Regex Line();
}
