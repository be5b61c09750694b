using System.Collections.Immutable;
using RulesRouter.Access;

namespace RulesRouter.Service.Options;

/// <summary>Who may call a decision service, and how often.</summary>
internal sealed record AccessOptions
{
    /// <summary>File of kind ApiKeys, reloaded when it changes; null: none.</summary>
    public string? KeysPath { get; init; }

    /// <summary>Everyone who reaches the service may call it, if it has neither keys nor an issuer of tokens.</summary>
    public bool Insecure { get; init; }

    /// <summary>Attributes that the service sets for every request, each as <c>name=value</c>.</summary>
    public ImmutableArray<string> ServiceAttributes { get; init; } = [];

    /// <summary>Issuer of tokens (OpenID Connect), as its discovery document names it; null: none.</summary>
    public string? OidcIssuer { get; init; }

    /// <summary>Audience that tokens must be for.</summary>
    public string? OidcAudience { get; init; }

    /// <summary>Scopes by claims, each as <c>scope=claim:value</c>; empty: the names of scopes in the claim <c>scope</c>.</summary>
    public ImmutableArray<string> OidcScopes { get; init; } = [];

    /// <summary>Attributes by claims, each as <c>attribute=claim</c>.</summary>
    public ImmutableArray<string> OidcAttributes { get; init; } = [];

    /// <summary>The claim that lists the policies that a token may use; null: all.</summary>
    public string? OidcPolicies { get; init; }

    /// <summary>Limits of callers whose key sets none.</summary>
    public CallerLimits Limits { get; init; } = CallerLimits.None;

    /// <summary>File that administrative calls and denied access are appended to; null for none.</summary>
    public string? AuditPath { get; init; }

    /// <summary>How long after its last request a session keeps the highest values of its attributes.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromHours(24);

    /// <summary>PEM file of the certificate for an https address; null: the address is http.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>PEM file of the certificate's private key.</summary>
    public string? CertificateKeyPath { get; init; }

    /// <summary>PEM file of authorities of which each caller must have a client certificate; null: callers need none.</summary>
    public string? ClientAuthorityPath { get; init; }

    /// <summary>Callers need a credential.</summary>
    public bool NeedsCredential => KeysPath is not null || OidcIssuer is not null;

    /// <summary>Callers need no credential and, on a loopback address alone, may do everything.</summary>
    public bool IsOpen => !NeedsCredential && !Insecure;
}
