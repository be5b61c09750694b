using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Diagnostics;
using RulesRouter.Obligations;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>A child cannot allow storing prompts where its parent forbids it.</summary>
internal sealed class PromptStorageCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            var forbids = PolicyLayers.Of(policies, policy).Layers.Where(layer => layer.Name != policy.Name)
                .SelectMany(layer => layer.Rules)
                .FirstOrDefault(rule => Stores(rule, false) is not null);
            foreach (var clause in policy.Rules.Select(rule => Stores(rule, true)).OfType<ObligationClause>())
            {
                if (forbids is not null)
                {
                    diagnostics.Add(
                        PolicyDiagnostics.KeepsPrompts,
                        clause.Span,
                        $"`storePrompts: true` conflicts with the inherited rule `{forbids.Id}`, which sets false",
                        "remove it; `false` wins");
                }
            }
        }
    }

    private static ObligationClause? Stores(Rule rule, bool value) =>
        rule.Obligations.FirstOrDefault(
            clause => clause.Definition == ObligationTable.Of<StorePrompts>()
                && clause.Value is ConstraintValue.Boolean flag
                && flag.Value == value);
}
