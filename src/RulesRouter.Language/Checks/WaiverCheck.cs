using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>A waiver names a constraint that a rule of its layers sets as required and lets waivers lift.</summary>
internal sealed class WaiverCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            var rules = PolicyLayers.Of(policies, policy).Layers.SelectMany(layer => layer.Rules.Select(rule => (Id: $"{layer.Name}/{rule.Id}", Rule: rule))).ToList();
            foreach (var waiver in policy.Waivers)
            {
                Check(waiver, rules, diagnostics);
            }

            foreach (var again in policy.Waivers.GroupBy(waiver => waiver.Id).SelectMany(same => same.Skip(1)))
            {
                diagnostics.Add(LanguageDiagnostics.BadWaiver, again.Span, $"a waiver called `{again.Id}` exists already", "give each an id of its own");
            }
        }
    }

    private static void Check(Waiver waiver, List<(string Id, Rule Rule)> rules, DiagnosticBag diagnostics)
    {
        var rule = rules.FirstOrDefault(known => known.Id == waiver.Rule).Rule;
        if (rule is null)
        {
            var help = Suggestion.DidYouMean(waiver.Rule, rules.Select(known => known.Id));
            diagnostics.Add(LanguageDiagnostics.BadWaiver, waiver.RuleSpan, $"waiver `{waiver.Id}` is for `{waiver.Rule}`, which is no rule of this policy or what applies to it", help.Length > 0 ? help : "name it as policy/rule");
            return;
        }

        var clauses = rule.Constraints.Where(clause => waiver.Covers(clause.Definition)).ToList();
        if (clauses.Count == 0)
        {
            var keys = rule.Constraints.Select(clause => clause.Definition.Key).Distinct().ToList();
            var help = Suggestion.DidYouMean(waiver.Constraint, keys);
            diagnostics.Add(LanguageDiagnostics.BadWaiver, waiver.ConstraintSpan, $"waiver `{waiver.Id}` lifts `{waiver.Constraint}`, which `{waiver.Rule}` does not constrain", help.Length > 0 ? help : keys.Count == 0 ? "that rule has no constraint" : $"it constrains {string.Join(", ", keys)}");
        }
        else if (clauses.Any(clause => !clause.IsWaivable))
        {
            diagnostics.Add(LanguageDiagnostics.BadWaiver, waiver.ConstraintSpan, $"`{waiver.Rule}` admits no waiver of `{waiver.Constraint}`", $"whoever owns that rule may add `waivable: [{waiver.Constraint.Split('.')[0]}]` to it, at {rule.Span}");
        }
    }
}
