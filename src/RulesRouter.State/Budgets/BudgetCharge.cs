namespace RulesRouter.State.Budgets;

/// <summary>What one decision draws on one budget: reserved until its cost is known or the reservation expires.</summary>
/// <param name="Key">Of the budget, its window and the attributes' values.</param>
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
    /// <summary>The limit that a reservation keeps to; none where it is <see cref="long.MaxValue"/>.</summary>
    public long Limit { get; init; } = long.MaxValue;

    public BudgetCharge Expired => this with { Spent = Estimate };
}
