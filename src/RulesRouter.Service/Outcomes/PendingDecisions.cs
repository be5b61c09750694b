namespace RulesRouter.Service.Outcomes;

/// <summary>Decisions on their way to the outcome store, oldest first. Bounded: the record has what does not fit. Thread-safe.</summary>
internal sealed class PendingDecisions(int capacity)
{
    private readonly Queue<KnownDecision> queue = new();
    private readonly Lock gate = new();
    private bool overflowed;

    /// <summary>Decisions that were not taken in since the start.</summary>
    public long Dropped { get; private set; }

    public int Count
    {
        get
        {
            lock (gate)
            {
                return queue.Count;
            }
        }
    }

    public void Add(KnownDecision decision)
    {
        lock (gate)
        {
            if (queue.Count < capacity)
            {
                queue.Enqueue(decision);
            }
            else
            {
                overflowed = true;
                Dropped++;
            }
        }
    }

    /// <summary>All of them; they stay until <see cref="Remove"/>.</summary>
    public KnownDecision[] Peek()
    {
        lock (gate)
        {
            return queue.Count == 0 ? [] : [.. queue];
        }
    }

    /// <summary>Removes the oldest, which are stored.</summary>
    public void Remove(int count)
    {
        lock (gate)
        {
            for (var removed = 0; removed < count; removed++)
            {
                queue.Dequeue();
            }
        }
    }

    /// <summary>Whether decisions did not fit since the last call.</summary>
    public bool TakeOverflow()
    {
        lock (gate)
        {
            var was = overflowed;
            overflowed = false;
            return was;
        }
    }
}
