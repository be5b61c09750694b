using RulesRouter.Service.Options;

namespace RulesRouter.Service.Settings;

/// <summary>What settings require of each other, before anything is opened.</summary>
internal static class SettingsCheck
{
    /// <summary>The errors, one line each.</summary>
    public static IEnumerable<string> Run(ServiceOptions options, IEnumerable<EffectiveSetting> settings)
    {
        if (ListenAddress.ErrorOf(options.Url) is { } error)
        {
            yield return error;
            yield break;
        }

        if (options.OtlpUrl is { } collector && !IsCollector(collector))
        {
            yield return $"--otlp must be an http or https URL such as http://127.0.0.1:4318, found `{collector}`";
        }

        foreach (var line in AccessErrors(options).Concat(TlsErrors(options)).Concat(LoadingErrors(options.Loading)))
        {
            yield return line;
        }

        if (ListenAddress.IsLoopback(options.Url))
        {
            yield break;
        }

        foreach (var setting in settings.Where(setting => setting.Setting.NeedsLoopback && IsOn(setting)))
        {
            yield return $"{setting.Name} needs a loopback address such as http://127.0.0.1:8080, found `{options.Url}`";
        }

        if (options.Access.IsOpen)
        {
            yield return $"`{options.Url}` can be reached from other machines, and callers need no credential; "
                + "require one with --keys or --oidc-issuer, or allow everyone with --insecure";
        }
    }

    private static bool IsCollector(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.Query.Length + url.Fragment.Length == 0;

    private static IEnumerable<string> LoadingErrors(LoadingOptions loading)
    {
        if (loading is { GitUrl: not null, StatePath: null })
        {
            yield return "git-url needs policy-state, the folder of the repository's copy";
        }

        if (loading is { GitUrl: null, GitSigners: not null })
        {
            yield return "git-signers needs git-url: a folder has no commits";
        }

        if (loading is { WeakerReload: WeakerReload.Hold, StatePath: null })
        {
            yield return "weaker-reload hold needs policy-state: a restart would load what is held";
        }
    }

    private static IEnumerable<string> AccessErrors(ServiceOptions options)
    {
        var access = options.Access;
        if (access.Insecure && access.NeedsCredential)
        {
            yield return "--insecure allows everyone, and --keys and --oidc-issuer do not; keep one";
        }

        if (access.NeedsCredential && !options.KeyAttributes.IsEmpty)
        {
            yield return "--key-attribute is for a service without credentials; with --keys and --oidc-issuer, the credential has attributes";
        }

        if (access.OidcIssuer is null != access.OidcAudience is null)
        {
            yield return "--oidc-issuer and --oidc-audience need each other: without an audience, a token for any other service would do";
        }

        if (access.OidcIssuer is null && (!access.OidcScopes.IsEmpty || !access.OidcAttributes.IsEmpty || access.OidcPolicies is not null))
        {
            yield return "--oidc-scope, --oidc-attribute and --oidc-policies need --oidc-issuer";
        }

        if (access.OidcIssuer is { } issuer
            && !(Uri.TryCreate(issuer, UriKind.Absolute, out var url)
                && (url.Scheme == "https" || (url.Scheme == "http" && ListenAddress.IsLoopback($"http://{url.Authority}")))))
        {
            yield return $"--oidc-issuer must be an https URL, found `{issuer}`";
        }
    }

    private static IEnumerable<string> TlsErrors(ServiceOptions options)
    {
        var access = options.Access;
        if (access.CertificatePath is null != access.CertificateKeyPath is null)
        {
            yield return "--tls-certificate and --tls-key need each other";
        }

        if (ListenAddress.IsHttps(options.Url) != access.CertificatePath is not null)
        {
            yield return ListenAddress.IsHttps(options.Url)
                ? $"`{options.Url}` needs a certificate; name its files with --tls-certificate and --tls-key"
                : $"--tls-certificate needs an https address, found `{options.Url}`";
        }

        if (access.ClientAuthorityPath is not null && access.CertificatePath is null)
        {
            yield return "--tls-client-ca needs --tls-certificate";
        }
    }

    private static bool IsOn(EffectiveSetting setting) => setting.Setting.Type.IsSwitch
        ? setting.Values is [var value] && SettingTypes.Switch.Read(value)
        : !setting.Values.IsEmpty;
}
