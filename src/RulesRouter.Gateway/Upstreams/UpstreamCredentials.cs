using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Gateway.Upstreams;

/// <summary>The credentials for calls of providers. A provider's own variable is read where no file names the provider.</summary>
/// <param name="file">By provider id.</param>
/// <param name="variables">The environment.</param>
internal sealed class UpstreamCredentials(IReadOnlyDictionary<string, string> file, IReadOnlyDictionary<string, string> variables)
{
    public static UpstreamCredentials None { get; } =
        new(FrozenDictionary<string, string>.Empty, FrozenDictionary<string, string>.Empty);

    private volatile CallableOf? latest;

    /// <summary>The providers that the file names.</summary>
    public IEnumerable<string> Named => file.Keys;

    /// <summary>Null if there is none.</summary>
    public string? Of(Provider provider) =>
        file.TryGetValue(provider.Id, out var stated) ? stated
        : provider.Api?.CredentialVariable is { } name && variables.TryGetValue(name, out var value) && value.Length > 0 ? value
        : null;

    /// <summary>The providers of a catalog that can be called, in the order of ids.</summary>
    public ImmutableSortedSet<string> Callable(ModelCatalog catalog)
    {
        if (latest is not { } known || !ReferenceEquals(known.Catalog, catalog))
        {
            known = new CallableOf(
                catalog,
                catalog.Providers.Where(IsCallable).Select(provider => provider.Id).ToImmutableSortedSet(StringComparer.Ordinal));
            latest = known;
        }

        return known.Providers;
    }

    public override string ToString() => $"credentials of {file.Count} providers";

    private bool IsCallable(Provider provider) =>
        provider.Api is { } api && (api.Authentication == ApiAuthentication.None || Of(provider) is not null);

    /// <summary>Compared by reference: a catalog does not change.</summary>
    private sealed class CallableOf(ModelCatalog catalog, ImmutableSortedSet<string> providers)
    {
        public ModelCatalog Catalog { get; } = catalog;

        public ImmutableSortedSet<string> Providers { get; } = providers;
    }
}
