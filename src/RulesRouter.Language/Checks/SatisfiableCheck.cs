using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>Warns of constraints and rules that no endpoint satisfies on any day and for any request. Skipped without a catalog.</summary>
internal sealed class SatisfiableCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        if (catalog.Endpoints.IsEmpty)
        {
            return;
        }

        foreach (var rule in policies.Policies.SelectMany(policy => policy.Rules))
        {
            Check(rule, catalog, diagnostics);
        }
    }

    private static void Check(Rule rule, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        // Values set by parameters are not known here.
        var constraints = rule.Constraints.Where(clause => clause.Parameter is null).ToList();
        var beyond = constraints.Where(
            clause => !catalog.Endpoints.Any(endpoint => BestCase.MaySatisfy(clause.Definition, clause.Value, endpoint)))
            .ToList();
        foreach (var clause in beyond.Where(clause => !IsCheckedByName(clause.Definition)))
        {
            diagnostics.Add(
                PolicyDiagnostics.Unsatisfiable,
                clause.Span,
                $"no endpoint in the catalog satisfies `{clause.Definition.Name}` {clause.Value}",
                BestCase.NearestOf(clause.Definition, catalog.Endpoints));
        }

        // A preferred constraint is dropped rather than denies, and an advisory one only reports.
        var required = constraints.Where(clause => clause.Enforcement == Enforcement.Required).ToList();
        if (beyond.Count == 0
            && required.Count > 1
            && !catalog.Endpoints.Any(
                endpoint => required.All(clause => BestCase.MaySatisfy(clause.Definition, clause.Value, endpoint))))
        {
            diagnostics.Add(
                PolicyDiagnostics.Unsatisfiable,
                rule.Span,
                $"no endpoint in the catalog satisfies all constraints of `{rule.Id}`: {string.Join(", ", required.Select(clause => $"{clause.Definition.Name} {clause.Value}"))}",
                "each constraint alone is satisfied by some endpoint, but every request that matches this rule is denied");
        }
    }

    /// <summary>Allowed names that match nothing are reported separately.</summary>
    private static bool IsCheckedByName(ConstraintDefinition definition) =>
        definition is { TakesPatterns: true, Kind: ConstraintKind.AllowedSet };
}
