using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Diagnostics;

namespace RulesRouter.Cli.Commands;

/// <summary>What <c>--down</c> names: endpoints, providers and failure domains that are unavailable.</summary>
internal static class DownOption
{
    /// <summary>A name that is not in the catalog is an error: it would leave in the chain what it means to take out.</summary>
    /// <exception cref="UserError">The catalog has endpoints, and none of them, no provider and no failure domain has the name.</exception>
    public static void Check(ImmutableSortedSet<string> down, ModelCatalog catalog)
    {
        if (down.IsEmpty)
        {
            return;
        }

        var vocabulary = new CatalogVocabulary(catalog);
        if (!vocabulary.IsEmpty && down.FirstOrDefault(name => !vocabulary.CanBeDown(name)) is { } unknown)
        {
            var known = vocabulary.Endpoints.Union(vocabulary.Providers).Union(vocabulary.FailureDomains);
            throw new UserError(
                $"--down: no endpoint, provider or failure domain is named `{unknown}`"
                    + Suggestion.Clause(unknown, known, "`rulesrouter catalog show` lists the catalog"));
        }
    }
}
