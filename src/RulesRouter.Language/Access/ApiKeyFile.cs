using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using RulesRouter.Access;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Binding;
using RulesRouter.Language.Schemas;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Source;

namespace RulesRouter.Language.Access;

/// <summary>A file of kind ApiKeys.</summary>
internal static partial class ApiKeyFile
{
    private const string Schema = "api-keys";

    /// <summary>The keys in the order of the file; the diagnostics list its errors, and then the keys are not to be used.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ImmutableArray<ApiKey> Read(string path, DiagnosticBag diagnostics) => Directory.Exists(path)
        ? throw new IOException($"`{path}` is a folder; expected one file of kind ApiKeys")
        : Read(PolicyDirectory.Read(path).Single(), diagnostics);

    public static ImmutableArray<ApiKey> Read(PolicyFile file, DiagnosticBag diagnostics)
    {
        var root = PolicyFileReader.Read(file, diagnostics);
        if (root is not YamlMapping document)
        {
            if (!diagnostics.HasErrors)
            {
                diagnostics.Add(
                    SchemaDiagnostics.UnknownKind,
                    root?.Span ?? new SourceSpan(new SourceFile(file.Path, ""), 0, 0),
                    root is null ? "the file is empty" : "the document is not an object",
                    $"start it with `apiVersion: {PolicyLoader.ApiVersion}` and `kind: ApiKeys`");
            }

            return [];
        }

        SchemaCheck.Run(document, Schema, diagnostics);
        return diagnostics.HasErrors
            ? []
            : [.. document.Mapping("spec")!.Mapping("keys")!.Entries.Select(entry => Key(entry, diagnostics))];
    }

    private static ApiKey Key(YamlEntry entry, DiagnosticBag diagnostics)
    {
        var fields = (YamlMapping)entry.Value;
        Check(entry.Key, Id(), "an id of lower case letters, digits, `-`, `_` and `.`, at most 64", diagnostics);
        Check(fields.StringNode("hash")!, Hash(), "`sha256:` and 64 hexadecimal digits; `rulesrouter keys create` writes it", diagnostics);
        var caller = new Caller
        {
            KeyId = entry.Key.Text,
            Scopes = [.. fields.Strings("scopes").Select(Scope)],
            Policies = fields["policies"] is null ? null : [.. fields.Strings("policies")],
            Attributes = fields.Mapping("attributes") is { } attributes ? Attributes(attributes) : Caller.Anonymous.Attributes,
            Obligations = [.. fields.Strings("obligations")],
            Limits = fields.Mapping("limits") is { } limits
                ? new CallerLimits(limits.Number("requestsPerSecond"), limits.Integer("burst"), limits.Integer("concurrent"))
                : CallerLimits.None,
        };
        return new ApiKey(caller, fields.String("hash")!)
        {
            Created = Time(fields, "created", diagnostics),
            Expires = Time(fields, "expires", diagnostics),
            Revoked = Time(fields, "revoked", diagnostics),
        };
    }

    private static AccessScope Scope(string name) => EnumNames<AccessScope>.TryParse(name, out var scope)
        ? scope
        : throw new FormatException($"the schema of keys accepts the unknown scope `{name}`");

    private static ImmutableSortedDictionary<string, string> Attributes(YamlMapping attributes) => attributes.Entries
        .ToImmutableSortedDictionary(
            entry => entry.Key.Text,
            entry => entry.Value is YamlSequence list
                ? string.Join(',', list.Items.OfType<YamlScalar>().Select(item => item.Text))
                : ((YamlScalar)entry.Value).Text,
            StringComparer.Ordinal);

    private static DateTimeOffset? Time(YamlMapping fields, string name, DiagnosticBag diagnostics)
    {
        if (fields.StringNode(name) is not { } node)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(
            node.Text,
            ["yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-dd"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time))
        {
            return time;
        }

        diagnostics.Add(
            SchemaDiagnostics.WrongValue,
            node.Span,
            $"`{name}` must be a timestamp, found \"{node.Text}\"",
            "write it as 2027-01-31T00:00:00Z, or as a date, which begins at midnight UTC");
        return null;
    }

    private static void Check(YamlScalar node, Regex pattern, string expected, DiagnosticBag diagnostics)
    {
        if (!pattern.IsMatch(node.Text))
        {
            diagnostics.Add(SchemaDiagnostics.WrongValue, node.Span, $"`{node.Text}` is not valid here", $"expected {expected}");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}\\z", RegexOptions.CultureInvariant)]
    public static partial Regex Id();

    [GeneratedRegex("^sha256:[0-9a-f]{64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
