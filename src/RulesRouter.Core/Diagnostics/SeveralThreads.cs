namespace RulesRouter.Diagnostics;

/// <summary>
/// A step for each of several independent items, on threads of its own: the requests of a service need those of the pool.
/// </summary>
internal static class SeveralThreads
{
    /// <summary>The results in the order of the items. Diagnostics of each item are collected apart and joined in the same order.</summary>
    /// <param name="threads">Their maximum number, this one included.</param>
    public static TResult?[] Run<T, TResult>(T[] items, Func<T, DiagnosticBag, TResult?> step, int threads, DiagnosticBag diagnostics)
        where T : class
        where TResult : class
    {
        var results = new TResult?[items.Length];
        var bags = Array.ConvertAll(items, _ => new DiagnosticBag());
        var next = -1;
        var others = new Task[Math.Max(0, Math.Min(threads, items.Length) - 1)];
        for (var index = 0; index < others.Length; index++)
        {
            others[index] = OnItsOwn(Work);
        }

        Work();
        Task.WhenAll(others).GetAwaiter().GetResult();
        foreach (var bag in bags)
        {
            diagnostics.AddRange(bag.Sorted());
        }

        return results;

        void Work()
        {
            for (var index = Interlocked.Increment(ref next); index < items.Length; index = Interlocked.Increment(ref next))
            {
                results[index] = step(items[index], bags[index]);
            }
        }
    }

    /// <summary>Starts work on a thread that is not of the pool.</summary>
    public static Task OnItsOwn(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
