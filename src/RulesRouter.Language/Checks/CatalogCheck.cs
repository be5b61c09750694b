using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Language.Checks;

/// <summary>Names and patterns in policies match something in the catalog. Skipped without a catalog.</summary>
internal sealed class CatalogCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        if (catalog.Endpoints.IsEmpty)
        {
            return;
        }

        foreach (var pattern in policies.Policies.SelectMany(policy => policy.Rules).SelectMany(PolicyPattern.Of))
        {
            Check(pattern.Text, pattern.Span, pattern.NamesIn(catalog), diagnostics);
        }
    }

    private static void Check(string pattern, SourceSpan span, IEnumerable<string> names, DiagnosticBag diagnostics)
    {
        var wildcard = new EndpointPattern(pattern);
        if (!names.Any(name => wildcard.Matches(name)))
        {
            diagnostics.Add(
                PolicyDiagnostics.MatchesNothing,
                span,
                $"`{pattern}` matches nothing in the catalog",
                Suggestion.DidYouMean(pattern.Trim('*'), names, "list the catalog with `rulesrouter catalog show`"));
        }
    }
}
