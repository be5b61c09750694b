using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Language.Checks;

/// <summary>A pattern that a rule writes over names of the catalog.</summary>
/// <param name="Over"><c>models</c>, <c>providers</c> or <c>endpoints</c>.</param>
internal sealed record PolicyPattern(string Over, string Text, SourceSpan Span)
{
    /// <summary>Of constraints and preferences, in the order of the rule.</summary>
    public static IEnumerable<PolicyPattern> Of(Rule rule) => rule.Constraints
        .Where(clause => clause.Definition.TakesPatterns)
        .SelectMany(
            clause => ((ConstraintValue.Names)clause.Value).Values
                .Select(text => new PolicyPattern(clause.Definition.Key, text, clause.Span)))
        .Concat(Preferences(rule).Select(preference => new PolicyPattern("endpoints", preference.Pattern, preference.Span)));

    /// <summary>The names in a catalog that it may match.</summary>
    public IEnumerable<string> NamesIn(ModelCatalog catalog) => Over switch
    {
        "providers" => catalog.Providers.Select(provider => provider.Id),
        "models" => catalog.Models.SelectMany(model => model.Spellings.Prepend(model.Id)),
        _ => catalog.Endpoints.Select(endpoint => (string)endpoint.Id),
    };

    /// <summary>The endpoints whose name it matches, in the catalog's order.</summary>
    public IEnumerable<Endpoint> EndpointsIn(ModelCatalog catalog)
    {
        var pattern = new EndpointPattern(Text);
        return catalog.Endpoints.Where(endpoint => Over switch
        {
            "providers" => endpoint.PassesThrough.Any(provider => pattern.Matches(provider.Id)),
            "models" => endpoint.Model.Spellings.Prepend(endpoint.Model.Id).Any(name => pattern.Matches(name)),
            _ => pattern.Matches(endpoint),
        });
    }

    private static IEnumerable<EndpointPreference> Preferences(Rule rule) => rule.Selection is not { } selection
        ? []
        : selection.Prefer.Concat(selection.Split?.Arms.SelectMany(arm => arm.Prefer) ?? [])
            .Concat(selection.Shadow is { } shadow ? shadow.Prefer : []);
}
