using RulesRouter.Catalog;
using RulesRouter.Constraints;
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

        foreach (var rule in policies.Policies.SelectMany(policy => policy.Rules))
        {
            foreach (var clause in rule.Constraints.Where(clause => clause.Definition.TakesPatterns))
            {
                foreach (var pattern in ((ConstraintValue.Names)clause.Value).Values)
                {
                    Check(pattern, clause.Span, NamesFor(clause.Definition, catalog), diagnostics);
                }
            }

            foreach (var preference in Preferences(rule))
            {
                Check(preference.Pattern, preference.Span, catalog.Endpoints.Select(endpoint => (string)endpoint.Id), diagnostics);
            }
        }
    }

    private static IEnumerable<EndpointPreference> Preferences(Rule rule) => rule.Selection is not { } selection
        ? []
        : selection.Prefer.Concat(selection.Split?.Arms.SelectMany(arm => arm.Prefer) ?? [])
            .Concat(selection.Shadow is { } shadow ? shadow.Prefer : []);

    private static IEnumerable<string> NamesFor(ConstraintDefinition definition, ModelCatalog catalog) => definition.Key switch
    {
        "providers" => catalog.Providers.Select(provider => provider.Id),
        "models" => catalog.Models.SelectMany(model => model.Spellings.Prepend(model.Id)),
        _ => catalog.Endpoints.Select(endpoint => (string)endpoint.Id),
    };

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
