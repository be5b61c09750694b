using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Verification.Comparing;

/// <summary>Finds budgets that limit less than before. A change that may go either way counts as weaker.</summary>
internal static class BudgetComparison
{
    /// <summary>By policy of both sides: what is weaker, in words.</summary>
    public static ImmutableArray<(string Policy, string What)> Weaker(CompiledPolicySet before, CompiledPolicySet after) =>
    [
        .. before.Names.Intersect(after.Names).SelectMany(
            name => before.Find(name)!.Budgets.SelectMany(old => Weaker(
                old.Budget,
                after.Find(name)!.Budgets.Select(now => now.Budget).FirstOrDefault(now => now.Id == old.Budget.Id))
            .Select(what => (name, what)))),
    ];

    private static IEnumerable<string> Weaker(BudgetDeclaration before, BudgetDeclaration? after)
    {
        var name = $"budget `{before.QualifiedId}`";
        if (after is null)
        {
            return [$"{name} no longer applies"];
        }

        return
        [
            .. Changed("unit", before.UnitText, after.UnitText),
            .. after.Unit == before.Unit && after.Limit > before.Limit
                ? [$"{name}: limit {NumberFormat.Of(before.Limit)} → {NumberFormat.Of(after.Limit)} {after.UnitText}"]
                : Array.Empty<string>(),
            .. Changed("window", EnumNames<BudgetWindow>.NameOf(before.Window), EnumNames<BudgetWindow>.NameOf(after.Window)),
            .. before.Per.Select(one => one.Name).ToHashSet(StringComparer.Ordinal).SetEquals(after.Per.Select(one => one.Name))
                ? []
                : Changed("per", PerOf(before), PerOf(after)),
            .. before.Policy == after.Policy ? [] : Changed("declared by", before.Policy, after.Policy),
            .. (before.Reserve, after.Reserve) is (BudgetReserve.WorstCase, BudgetReserve.Expected)
                ? Changed("reserve", "worst-case", "expected")
                : [],
            .. (before.OnStoreLost, after.OnStoreLost) is (StoreLost.Deny, StoreLost.Allow)
                ? Changed("onStoreLost", "deny", "allow")
                : [],
        ];

        IEnumerable<string> Changed(string what, string old, string now) => old == now ? [] : [$"{name}: {what} {old} → {now}"];
    }

    private static string PerOf(BudgetDeclaration budget) =>
        budget.Per.IsEmpty ? "all requests" : string.Join(", ", budget.Per.Select(attribute => attribute.Name));
}
