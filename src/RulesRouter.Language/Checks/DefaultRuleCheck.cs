using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>
/// A policy has exactly one rule without <c>when</c>, which is last and selects; an abstract policy needs none. A rule with an unknown key
/// is not checked: the key may be its <c>when</c> or <c>select</c>.
/// </summary>
internal sealed class DefaultRuleCheck : IPolicyCheck
{
    public void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics)
    {
        foreach (var policy in policies.Policies)
        {
            var unreadable = policy.Rules.Any(rule => rule is { IsDefault: true, HasUnknownKey: true });
            var defaults = policy.Rules.Where(rule => rule is { IsDefault: true, HasUnknownKey: false }).ToList();
            if (defaults.Count == 0 && !policy.IsAbstract && !unreadable && !policy.Rules.IsEmpty)
            {
                diagnostics.Add(
                    PolicyDiagnostics.NoDefault,
                    policy.Span,
                    $"policy `{policy.Name}` has no default rule",
                    "end it with a rule that has `select` and no `when`, or make it `abstract: true`");
            }

            foreach (var extra in defaults.Skip(1))
            {
                diagnostics.Add(
                    PolicyDiagnostics.NoDefault,
                    extra.Span,
                    $"second default rule: `{defaults[0].Id}` has no `when` either",
                    "add a condition to one of them");
            }

            foreach (var fallback in defaults.Take(1))
            {
                Check(policy, fallback, diagnostics);
            }
        }
    }

    private static void Check(RoutingPolicy policy, Rule fallback, DiagnosticBag diagnostics)
    {
        if (fallback != policy.Rules[^1])
        {
            diagnostics.Add(
                PolicyDiagnostics.DefaultNotLast,
                fallback.Span,
                $"default rule `{fallback.Id}` is not the last rule",
                "move it to the end");
        }

        if (fallback.Denies || (fallback.Selection is null && !policy.IsAbstract))
        {
            diagnostics.Add(
                PolicyDiagnostics.DefaultDenies,
                fallback.Span,
                $"default rule `{fallback.Id}` has no `select`",
                "add `select`; deny in a rule with a condition");
        }
    }
}
