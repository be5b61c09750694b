using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>Parents exist, and inheritance has no cycles.</summary>
internal sealed class InheritanceCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            foreach (var parent in policy.Extends)
            {
                if (policies.Find(parent.Name) is not { } found)
                {
                    diagnostics.Add(
                        PolicyDiagnostics.UnknownParent,
                        parent.Span,
                        $"unknown policy `{parent.Name}`",
                        Suggestion.DidYouMean(parent.Name, policies.Policies.Select(other => other.Name)));
                }
                else if (PolicyLayers.AncestorsOf(policies, found).Any(ancestor => ancestor.Name == policy.Name))
                {
                    diagnostics.Add(
                        PolicyDiagnostics.InheritanceCycle,
                        parent.Span,
                        $"`{policy.Name}` extends `{parent.Name}`, which extends `{policy.Name}`",
                        "remove one of the two");
                }
            }
        }
    }
}
