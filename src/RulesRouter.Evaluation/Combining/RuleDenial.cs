using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>A denial that follows from rules and budgets alone, whatever the catalog contains.</summary>
/// <param name="FeasibleIf">The smallest changes that avoid it.</param>
internal sealed record RuleDenial(DenialCode Code, ImmutableArray<string> Reasons, ImmutableArray<string> FeasibleIf)
{
    /// <summary>Null if no rule and no budget denies and every obligation is supported.</summary>
    public static RuleDenial? Of(CombinedEffects effects) =>
        ByRules(effects.Rules) ?? BudgetDenial.Of(effects.Budgets) ?? ByObligations(effects);

    private static RuleDenial? ByRules(CombinedRules rules) => rules.Denying.IsEmpty
        ? null
        : new RuleDenial(DenialCode.DeniedByRule, [.. rules.Denying.Select(rule => $"{rule.QualifiedId}: {(rule.Rule.Reason.Length > 0 ? rule.Rule.Reason : "denied")}")], []);

    private static RuleDenial? ByObligations(CombinedEffects effects)
    {
        if (effects.Prepared.Input.Request.ObligationsSupported is not { } supported)
        {
            return null;
        }

        var unsupported = effects.Rules.Obligations.Rows
            .Where(row => row.Definition.IsAsked(row.Value) && !supported.Contains(row.Definition.Name))
            .ToList();
        return unsupported.Count == 0
            ? null
            : new RuleDenial(
                DenialCode.ObligationNotSupported,
                [.. unsupported.Select(row => $"the caller does not support obligation {row.Definition.Name} ({row.Value}) of {string.Join(", ", row.From)}")],
                [.. unsupported.Select(row => $"the caller supports {row.Definition.Name}")]);
    }
}
