using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>
/// Rule ids are unique in a policy and, except for the default rule's, among inherited rules: reusing one would look like an override.
/// </summary>
internal sealed class RuleIdCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            var inherited = PolicyLayers.AncestorsOf(policies, policy).Where(layer => layer.Name != policy.Name)
                .SelectMany(layer => layer.Rules)
                .Where(rule => !rule.IsDefault)
                .DistinctBy(rule => rule.Id)
                .ToDictionary(rule => rule.Id, StringComparer.Ordinal);
            var own = new Dictionary<string, Rule>(StringComparer.Ordinal);
            foreach (var rule in policy.Rules)
            {
                if (!own.TryAdd(rule.Id, rule))
                {
                    diagnostics.Add(
                        PolicyDiagnostics.DuplicateRule,
                        rule.Span,
                        $"duplicate rule `{rule.Id}`",
                        $"the first is at {own[rule.Id].Span}");
                }
                else if (inherited.TryGetValue(rule.Id, out var parent) && !rule.IsDefault)
                {
                    diagnostics.Add(
                        PolicyDiagnostics.DuplicateRule,
                        rule.Span,
                        $"`{rule.Id}` is the id of an inherited rule, which cannot be overridden",
                        $"the inherited rule is at {parent.Span}; choose another id");
                }
            }
        }
    }
}
