using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.State.Budgets;

/// <summary>
/// Amounts of budgets as whole numbers, so that sums are exact in every store: billionths of a US dollar, tokens, requests. Up to 9 million
/// US dollars or 9·10^15 tokens a budget.
/// </summary>
internal static class BudgetAmount
{
    private const long PerUsd = 1_000_000_000;

    /// <summary>The largest whole number of which doubles, and so scripts of Redis, hold every smaller one.</summary>
    private const long Max = 1L << 53;

    /// <summary>Rounded up: a reservation or a cost is never counted lower than it is.</summary>
    /// <param name="amount">At least 0; above the maximum it counts as the maximum.</param>
    public static long Of(BudgetUnit unit, double amount) => Whole(unit, amount, decimal.Ceiling);

    /// <summary>Rounded down.</summary>
    public static long OfLimit(BudgetUnit unit, double limit) => Whole(unit, limit, decimal.Floor);

    public static double ToDouble(BudgetUnit unit, long amount) => unit == BudgetUnit.Usd ? (double)((decimal)amount / PerUsd) : amount;

    private static long Whole(BudgetUnit unit, double amount, Func<decimal, decimal> round) =>
        amount >= (double)Max / (unit == BudgetUnit.Usd ? PerUsd : 1)
            ? Max
            : (long)round(Usd.Exact(amount) * (unit == BudgetUnit.Usd ? PerUsd : 1));
}
