namespace RulesRouter.Service.Loading;

/// <summary>How many reloads ended in which way, since the start. Thread-safe.</summary>
internal sealed class ReloadCounts
{
    private long loaded, failed, held, weaker, rolledBack;

    /// <summary>By the value of the metric's attribute.</summary>
    public IEnumerable<(string Result, long Count)> All =>
    [
        ("loaded", Interlocked.Read(ref loaded)),
        ("failed", Interlocked.Read(ref failed)),
        ("held", Interlocked.Read(ref held)),
        ("weaker", Interlocked.Read(ref weaker)),
        ("rolled-back", Interlocked.Read(ref rolledBack)),
    ];

    public void Loaded() => Interlocked.Increment(ref loaded);

    public void Failed() => Interlocked.Increment(ref failed);

    public void Held() => Interlocked.Increment(ref held);

    public void Weaker() => Interlocked.Increment(ref weaker);

    public void RolledBack() => Interlocked.Increment(ref rolledBack);
}
