using System.Globalization;
using RulesRouter.Policies;

namespace RulesRouter.State.Budgets;

/// <summary>What one decision draws on one budget: reserved until its cost is known or the reservation expires.</summary>
/// <param name="Key">Of the budget, its window and the attributes' values; the unit of its amounts comes first.</param>
/// <param name="Reserved">As <see cref="BudgetAmount"/>.</param>
/// <param name="Estimate">What counts as spent if the reservation expires.</param>
/// <param name="Spent">Null as long as it is open.</param>
/// <param name="Expires">When an open charge is settled at its estimate.</param>
/// <param name="Hops">The number of hops and the costs of those reported so far, as <c>-1:3;0:120</c>.</param>
internal sealed record BudgetCharge(
    string Decision,
    string Key,
    long Reserved,
    long Estimate,
    long? Spent,
    DateTimeOffset Expires,
    string Hops = "")
{
    /// <summary>In <see cref="Hops"/>, the number of hops of the decision.</summary>
    private const int LengthOfChain = -1;

    /// <summary>The limit that a reservation keeps to; none where it is <see cref="long.MaxValue"/>.</summary>
    public long Limit { get; init; } = long.MaxValue;

    public BudgetUnit Unit => Enum.Parse<BudgetUnit>(Key.AsSpan(0, Key.IndexOf('|', StringComparison.Ordinal)));

    /// <summary>Nothing was called for it.</summary>
    public BudgetCharge Released => this with { Spent = 0 };

    /// <summary>The chain was carried out: hops that were not reported were not called.</summary>
    public BudgetCharge Closed => Spent is not null ? this : this with { Spent = Reported(HopsOf(this)).Any() ? Estimate : 0 };

    /// <summary>The <see cref="Hops"/> of a decision of which no hop is reported yet.</summary>
    public static string Unreported(int chain) => $"{LengthOfChain}:{chain}";

    /// <summary>With the cost of one hop, in place of what was reported of it before.</summary>
    /// <param name="amount">Null if it is unknown: the first one reported then counts as the estimate of the decision.</param>
    /// <param name="isLast">No further hop is tried.</param>
    public BudgetCharge Settled(int hop, long? amount, bool isLast)
    {
        var hops = HopsOf(this);
        hops[hop] = amount ?? (Reported(hops).Any() ? hops.GetValueOrDefault(hop) : Estimate);
        return With(hops, isSettled: isLast || Spent is not null || hop + 1 >= hops.GetValueOrDefault(LengthOfChain));
    }

    /// <summary>The same charge as another store has it, changed by what only this one has: of both stores' hops, each counts.</summary>
    /// <param name="later">What it has of a hop replaces what this has.</param>
    public BudgetCharge With(BudgetCharge later)
    {
        var (hops, theirs) = (HopsOf(this), HopsOf(later));
        var isSettled = Spent is not null || later.Spent is not null;
        if (hops.Keys.All(theirs.ContainsKey))
        {
            return later with { Spent = later.Spent ?? (isSettled ? later.Estimate : null) };
        }

        foreach (var (hop, amount) in theirs)
        {
            hops[hop] = amount;
        }

        return later.With(hops, isSettled);
    }

    private BudgetCharge With(SortedDictionary<int, long> hops, bool isSettled)
    {
        var sum = Reported(hops).Sum(one => one.Value);
        return this with
        {
            Hops = string.Join(';', hops.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}:{one.Value}"))),
            Estimate = sum,
            Spent = isSettled ? sum : null,
        };
    }

    private static IEnumerable<KeyValuePair<int, long>> Reported(SortedDictionary<int, long> hops) =>
        hops.Where(one => one.Key != LengthOfChain);

    private static SortedDictionary<int, long> HopsOf(BudgetCharge charge) => new(charge.Hops
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(one => one.Split(':'))
        .ToDictionary(one => int.Parse(one[0], CultureInfo.InvariantCulture), one => long.Parse(one[1], CultureInfo.InvariantCulture)));
}
