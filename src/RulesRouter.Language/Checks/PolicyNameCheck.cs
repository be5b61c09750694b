using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

internal sealed class PolicyNameCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var same in policies.Policies.GroupBy(policy => policy.Name))
        {
            var first = same.First();
            foreach (var other in same.Skip(1))
            {
                diagnostics.Add(
                    PolicyDiagnostics.DuplicatePolicy,
                    other.Span,
                    $"duplicate policy `{other.Name}`",
                    $"the first is at {first.Span}");
            }
        }
    }
}
