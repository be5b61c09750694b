using System.Collections.Immutable;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Budgets;

/// <summary>The charges on budgets and their sums. Thread-safe; every member throws <see cref="StoreLostException"/>.</summary>
internal interface IBudgetStore : IDisposable
{
    /// <summary>Why the store cannot be reached; null if the last call succeeded.</summary>
    string? Problem { get; }

    /// <summary>The sums by key, after open charges that have expired are settled at their estimates.</summary>
    ImmutableArray<BudgetTotals> Read(ImmutableArray<string> keys, DateTimeOffset now);

    /// <summary>Adds open charges if all of them fit their limits; adds none otherwise.</summary>
    bool TryReserve(ImmutableArray<BudgetCharge> charges, DateTimeOffset now);

    /// <summary>Sets the state of a charge, whatever it was: doing so twice changes nothing.</summary>
    void Put(BudgetCharge charge, DateTimeOffset now);

    /// <summary>
    /// Changes all charges of a decision at once, and none if it is unknown or forgotten. Whatever others change at the same time counts
    /// too: the change is made of what they left.
    /// </summary>
    /// <param name="change">May be called more than once; has no effect but its result.</param>
    void Change(string decision, Func<BudgetCharge, BudgetCharge> change, DateTimeOffset now);

    /// <summary>The charges of a decision; none if they are unknown or forgotten.</summary>
    ImmutableArray<BudgetCharge> Find(string decision);
}
