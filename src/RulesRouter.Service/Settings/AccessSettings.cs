using System.Collections.Immutable;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Settings;

/// <summary>Settings of <see cref="AccessOptions"/>: who may call, and how often.</summary>
internal static class AccessSettings
{
    public const string DefaultAudit = ".rulesrouter/audit.jsonl";

    private static readonly SettingType<string> ScopeClaim = new(
        "scope=claim:value",
        "scope=claim:value with one of the scopes decide, report-outcomes, gateway, read, administer",
        ReadScopeClaim);

    private static readonly ImmutableArray<Setting> Credentials =
    [
        Of(
            "keys",
            SettingTypes.File,
            null,
            "file of kind ApiKeys, which `rulesrouter keys` writes; callers need one of its keys",
            (access, value) => access with { KeysPath = value }),
        Of(
            "insecure",
            SettingTypes.Switch,
            null,
            "without keys and issuer, everyone who reaches an address beyond loopback may call, except administrative calls",
            (access, value) => access with { Insecure = value }),
        Of(
            "oidc-issuer",
            SettingTypes.Text("URL"),
            null,
            "issuer of tokens (OpenID Connect) that callers may send in place of a key",
            (access, value) => access with { OidcIssuer = value }),
        Of(
            "oidc-audience",
            SettingTypes.Text("NAME"),
            null,
            "audience that a token must be for",
            (access, value) => access with { OidcAudience = value }),
        List(
            "oidc-scope",
            ScopeClaim,
            "scope=claim:value: a token with this value of a claim has the scope; repeatable; default: the claim `scope` names scopes",
            (access, values) => access with { OidcScopes = values }),
        List(
            "oidc-attribute",
            SettingTypes.ClaimPair,
            "attribute=claim: the attribute of the caller that a claim sets; repeatable",
            (access, values) => access with { OidcAttributes = values }),
        Of(
            "oidc-policies",
            SettingTypes.Text("CLAIM"),
            null,
            "claim that lists the policies a token may use; default: a token may use all",
            (access, value) => access with { OidcPolicies = value }),
    ];

    private static readonly ImmutableArray<Setting> Attributes =
    [
        List(
            "service-attribute",
            SettingTypes.Pair,
            "name=value of an attribute with `source: service`; repeatable",
            (access, values) => access with { ServiceAttributes = values }),
        Of(
            "session-expiry",
            SettingTypes.Duration,
            "1d",
            "how long after its last request a session keeps the highest values of its `raiseOnly` attributes",
            (access, value) => access with { SessionExpiry = value }),
    ];

    private static readonly ImmutableArray<Setting> Limits =
    [
        Of(
            "caller-rate",
            SettingTypes.Rate,
            null,
            "requests per second of each caller whose key sets no limit; one more is 429",
            (access, value) => access with { Limits = access.Limits with { RequestsPerSecond = value } }),
        Of(
            "caller-burst",
            SettingTypes.Number("REQUESTS", 1),
            null,
            "requests of each caller that may come at once; default: those of one second",
            (access, value) => access with { Limits = access.Limits with { Burst = value } }),
        Of(
            "caller-concurrent",
            SettingTypes.Number("REQUESTS", 1),
            null,
            "concurrent requests of each caller whose key sets no limit; one more is 429",
            (access, value) => access with { Limits = access.Limits with { Concurrent = value } }),
        Of(
            "audit-log",
            SettingTypes.FileOrNone,
            DefaultAudit,
            "file to append administrative calls and denied access to, or `none`",
            (access, value) => access with { AuditPath = value }),
    ];

    private static readonly ImmutableArray<Setting> Tls =
    [
        Of(
            "tls-certificate",
            SettingTypes.File,
            null,
            "PEM file of the certificate for an https address, with intermediate certificates after it; reloaded when it changes",
            (access, value) => access with { CertificatePath = value }),
        Of(
            "tls-key",
            SettingTypes.File,
            null,
            "PEM file of the certificate's private key",
            (access, value) => access with { CertificateKeyPath = value }),
        Of(
            "tls-client-ca",
            SettingTypes.File,
            null,
            "PEM file of authorities; each caller must have a client certificate of one of them, besides its credential",
            (access, value) => access with { ClientAuthorityPath = value }),
    ];

    public static ImmutableArray<Setting> All { get; } = [.. Credentials, .. Attributes, .. Limits, .. Tls];

    private static Setting Of<T>(
        string name, SettingType<T> type, string? @default, string description, Func<AccessOptions, T, AccessOptions> set) =>
        Setting.Of(name, type, @default, description, (options, value) => options with { Access = set(options.Access, value) });

    private static Setting List<T>(
        string name, SettingType<T> type, string description, Func<AccessOptions, ImmutableArray<T>, AccessOptions> set) =>
        Setting.List(name, type, description, (options, values) => options with { Access = set(options.Access, values) });

    private static bool ReadScopeClaim(string text, out string value)
    {
        value = text;
        return TokenCallers.TryReadScope(text, out _);
    }
}
