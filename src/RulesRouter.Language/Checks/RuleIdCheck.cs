using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>Rule ids are unique in a policy and, but for the default's, among what it inherits: reusing one would look like overriding it.</summary>
internal sealed class RuleIdCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            var inherited = PolicyLayers.AncestorsOf(policies, policy).Where(layer => layer.Name != policy.Name)
                .SelectMany(layer => layer.Rules).Where(rule => !rule.IsDefault).DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id, StringComparer.Ordinal);
            var own = new Dictionary<string, Rule>(StringComparer.Ordinal);
            foreach (var rule in policy.Rules)
            {
                if (!own.TryAdd(rule.Id, rule))
                {
                    diagnostics.Add(LanguageDiagnostics.DuplicateRule, rule.Span, $"a rule called `{rule.Id}` exists already", $"the first is on line {own[rule.Id].Span.Line}");
                }
                else if (inherited.TryGetValue(rule.Id, out var parent) && !rule.IsDefault)
                {
                    diagnostics.Add(LanguageDiagnostics.DuplicateRule, rule.Span, $"`{rule.Id}` is the id of an inherited rule, which cannot be overridden", $"it stands at {parent.Span}; choose another id");
                }
            }
        }
    }
}
