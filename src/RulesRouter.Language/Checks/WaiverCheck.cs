using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>A waiver names a constraint that a rule of its layers requires and declares waivable.</summary>
internal sealed class WaiverCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            var rules = PolicyLayers.Of(policies, policy).Layers.SelectMany(
                layer => layer.Rules.Select(rule => (Id: $"{layer.Name}/{rule.Id}", Rule: rule)))
                .ToList();
            foreach (var waiver in policy.Waivers)
            {
                Check(waiver, rules, diagnostics);
            }

            foreach (var again in policy.Waivers.GroupBy(waiver => waiver.Id).SelectMany(same => same.Skip(1)))
            {
                diagnostics.Add(DeclarationDiagnostics.BadWaiver, again.Span, $"duplicate waiver `{again.Id}`", "rename one of the two");
            }
        }
    }

    private static void Check(Waiver waiver, List<(string Id, Rule Rule)> rules, DiagnosticBag diagnostics)
    {
        var rule = rules.FirstOrDefault(known => known.Id == waiver.Rule).Rule;
        if (rule is null)
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadWaiver,
                waiver.RuleSpan,
                $"waiver `{waiver.Id}`: unknown rule `{waiver.Rule}` in this policy and its layers",
                Suggestion.DidYouMean(waiver.Rule, rules.Select(known => known.Id), "write it as policy/rule"));
            return;
        }

        var clauses = rule.Constraints.Where(clause => waiver.Covers(clause.Definition)).ToList();
        if (clauses.Count == 0)
        {
            var keys = rule.Constraints.Select(clause => clause.Definition.Key).Distinct().ToList();
            diagnostics.Add(
                DeclarationDiagnostics.BadWaiver,
                waiver.ConstraintSpan,
                $"waiver `{waiver.Id}` lifts `{waiver.Constraint}`, which `{waiver.Rule}` does not constrain",
                Suggestion.DidYouMean(
                    waiver.Constraint,
                    keys,
                    keys.Count == 0 ? "that rule has no constraint" : $"it constrains {string.Join(", ", keys)}"));
        }
        else if (clauses.Any(clause => !clause.IsWaivable))
        {
            diagnostics.Add(
                DeclarationDiagnostics.BadWaiver,
                waiver.ConstraintSpan,
                $"constraint `{waiver.Constraint}` of `{waiver.Rule}` is not waivable",
                $"its owner can add `waivable: [{waiver.Constraint.Split('.')[0]}]` to the rule at {rule.Span}");
        }
    }
}
