using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Places of the keys through which endpoints clash. An endpoint has one key at a place, so everything that an endpoint may share as a
/// second (a carrier's id, a carrier's failure domain) has a place of its own, which its owner uses too.
/// </summary>
internal sealed class CarrierSlots
{
    /// <summary>Places for carriers; what is beyond shares the last one, so that its endpoints clash more often, never less.</summary>
    private const int MaxSlots = 24;

    private readonly ImmutableArray<string> providers;
    private readonly ImmutableArray<string> domains;

    public CarrierSlots(ImmutableArray<Endpoint> endpoints)
    {
        providers = SharedBy(endpoints, ProvidersOf);
        domains = SharedBy(endpoints, endpoint => endpoint.FailureDomains);
    }

    /// <summary>The own provider's key first, then one place per carrier; empty where the endpoint has none there.</summary>
    public ImmutableArray<string> ProviderKeys(Endpoint endpoint) => Keys(providers, "provider ", ProvidersOf(endpoint));

    /// <summary>The own failure domain's key first, then one place per carrier's domain; empty where the endpoint has none there.</summary>
    public ImmutableArray<string> DomainKeys(Endpoint endpoint) => Keys(domains, "domain ", endpoint.FailureDomains);

    private static IEnumerable<string> ProvidersOf(Endpoint endpoint) =>
        endpoint.PassesThrough.Select(provider => provider.Id).Concat(endpoint.Carriers.AreKnown ? [] : [Provider.UnknownCarrier]);

    /// <summary>What some endpoint has as its second or later name.</summary>
    private static ImmutableArray<string> SharedBy(ImmutableArray<Endpoint> endpoints, Func<Endpoint, IEnumerable<string>> names) =>
        [.. endpoints.SelectMany(endpoint => names(endpoint).Skip(1)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static ImmutableArray<string> Keys(ImmutableArray<string> shared, string prefix, IEnumerable<string> names)
    {
        var keys = new string[1 + Math.Min(shared.Length, MaxSlots)];
        Array.Fill(keys, "");
        foreach (var name in names)
        {
            var slot = shared.IndexOf(name);
            if (slot < 0)
            {
                keys[0] = prefix + name;
            }
            else
            {
                var hasOwn = slot < MaxSlots - 1 || shared.Length <= MaxSlots;
                keys[1 + Math.Min(slot, MaxSlots - 1)] = prefix + (hasOwn ? name : "of further carriers");
            }
        }

        return [.. keys];
    }
}
