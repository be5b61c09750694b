namespace RulesRouter.State.Budgets;

/// <summary>
/// Changes of charges that the shared store does not have yet: outcomes that were reported here while it was lost, of decisions that other
/// instances made meanwhile. They are made once the other instance has added its charges. In memory and bounded: a charge whose change is
/// forgotten is settled at its estimate. Thread-safe.
/// </summary>
internal sealed class PostponedChanges
{
    private const int Capacity = 10_000;

    /// <summary>Other instances add their charges within seconds; a decision without budgets has none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Queue<Postponed> waiting = new();
    private readonly Lock gate = new();

    public void Add(string decision, Func<BudgetCharge, BudgetCharge> change)
    {
        lock (gate)
        {
            if (waiting.Count == Capacity)
            {
                waiting.Dequeue();
            }

            waiting.Enqueue(new Postponed(decision, change, null));
        }
    }

    /// <summary>Tries each once, in the order of their arrival.</summary>
    /// <param name="make">False if the store does not have the decision; where it throws, this and the later ones stay.</param>
    public void Make(Func<string, Func<BudgetCharge, BudgetCharge>, bool> make, DateTimeOffset now)
    {
        for (var remaining = Count(); remaining > 0 && Next() is { } one; remaining--)
        {
            var isMade = make(one.Decision, one.Change);
            lock (gate)
            {
                // A full queue may have dropped it meanwhile.
                if (waiting.TryPeek(out var first) && first == one)
                {
                    waiting.Dequeue();
                }

                if (!isMade && !(now - one.TriedFirst > Patience))
                {
                    waiting.Enqueue(one with { TriedFirst = one.TriedFirst ?? now });
                }
            }
        }
    }

    private int Count()
    {
        lock (gate)
        {
            return waiting.Count;
        }
    }

    private Postponed? Next()
    {
        lock (gate)
        {
            return waiting.TryPeek(out var first) ? first : null;
        }
    }

    private sealed record Postponed(string Decision, Func<BudgetCharge, BudgetCharge> Change, DateTimeOffset? TriedFirst);
}
