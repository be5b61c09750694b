using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>How a provider is called.</summary>
/// <param name="Dialects">The dialects that it offers under the base URL, at least one; the first is the one to use by default.</param>
/// <param name="BaseUrl">What a dialect's path follows, without a slash at its end.</param>
/// <param name="CredentialVariable">The environment variable that by convention holds the credential; null if there is none.</param>
public sealed record ProviderApi(
    ImmutableArray<ApiDialect> Dialects,
    Uri BaseUrl,
    ApiAuthentication Authentication,
    string? CredentialVariable)
{
    public ApiDialect Dialect => Dialects[0];

    public bool Equals(ProviderApi? other) => other is not null
        && Dialects.SequenceEqual(other.Dialects)
        && BaseUrl == other.BaseUrl
        && Authentication == other.Authentication
        && CredentialVariable == other.CredentialVariable;

    public override int GetHashCode() => HashCode.Combine(Dialect, BaseUrl, Authentication, CredentialVariable);
}
