using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Binding;

/// <summary>Resolves <c>via</c>: every provider behind an aggregator, transitively.</summary>
internal sealed class CarrierBinder(IReadOnlyDictionary<string, Provider> providers, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, Carriers> resolved = new(StringComparer.Ordinal);

    /// <summary>The ids under an entry's <c>via</c>; null where it has none.</summary>
    public static ImmutableArray<string>? Names(CatalogEntry entry) => entry["via"] switch
    {
        YamlScalar { Value: string id } => [id],
        YamlSequence list => [.. list.Items.OfType<YamlScalar>().Select(item => item.Text)],
        YamlScalar or YamlMapping or null => null,
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<YamlScalar> Nodes(CatalogEntry entry) => entry["via"] switch
    {
        YamlScalar id => [id],
        YamlSequence list => list.Items.OfType<YamlScalar>(),
        YamlMapping or null => [],
        _ => throw new UnreachableException(),
    };

    /// <summary>Reports carriers that no catalog holds, and providers that carry themselves.</summary>
    public void Check(CatalogEntry entry, string? provider)
    {
        foreach (var node in Nodes(entry))
        {
            if (node.Text != Provider.UnknownCarrier && !providers.ContainsKey(node.Text))
            {
                diagnostics.Add(
                    CatalogDiagnostics.UnknownReference,
                    node.Span,
                    $"unknown carrier `{node.Text}`",
                    Suggestion.DidYouMean(
                        node.Text,
                        providers.Keys,
                        $"`via` names providers of the catalog, or `{Provider.UnknownCarrier}`"));
            }
            else if (provider is not null && PathBack(provider, node.Text) is { IsEmpty: false } path)
            {
                diagnostics.Add(
                    CatalogDiagnostics.CarrierCycle,
                    node.Span,
                    $"carrier cycle: {string.Join(" → ", path.Select(id => $"`{id}`"))}",
                    "remove one of these `via`");
            }
        }
    }

    /// <param name="via">The endpoint's own; null: its provider's.</param>
    public Carriers Of(Provider provider, ImmutableArray<string>? via) => via is { } own ? Combined(provider, own) : Of(provider);

    private Carriers Of(Provider provider)
    {
        if (!resolved.TryGetValue(provider.Id, out var carriers))
        {
            // A cycle ends here; it is reported where it is declared.
            resolved[provider.Id] = Carriers.None;
            resolved[provider.Id] = carriers = Combined(provider, provider.Via);
        }

        return carriers;
    }

    private Carriers Combined(Provider provider, ImmutableArray<string> via)
    {
        var direct = via.Select(id => providers.GetValueOrDefault(id)).OfType<Provider>().ToList();
        var behind = direct.Select(Of).ToList();
        return new Carriers(
            [
                .. direct.Concat(behind.SelectMany(carriers => carriers.Providers))
                    .Where(carrier => carrier.Id != provider.Id)
                    .DistinctBy(carrier => carrier.Id)
                    .OrderBy(carrier => carrier.Id, StringComparer.Ordinal),
            ],
            direct.Count == via.Length && behind.TrueForAll(carriers => carriers.AreKnown));
    }

    /// <summary>The carriers from one provider back to itself; empty where there is no way.</summary>
    private ImmutableArray<string> PathBack(string provider, string carrier)
    {
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<string>([carrier]);
        while (open.TryDequeue(out var current))
        {
            if (current == provider)
            {
                var path = new List<string> { provider };
                for (var at = provider; at != carrier; path.Add(at))
                {
                    at = from[at];
                }

                return [provider, .. Enumerable.Reverse(path)];
            }

            foreach (var next in providers.TryGetValue(current, out var found) ? found.Via : [])
            {
                if (from.TryAdd(next, current))
                {
                    open.Enqueue(next);
                }
            }
        }

        return [];
    }
}
