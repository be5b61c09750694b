namespace RulesRouter.Service.Recording;

/// <summary>Lets a message through once per interval, and at most ten different ones. Thread-safe.</summary>
internal sealed class LogLimit(TimeSpan interval, TimeProvider? clock = null)
{
    private const int MaxMessages = 10;

    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly Dictionary<string, long> passed = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public bool Allows(string message)
    {
        lock (gate)
        {
            foreach (var (known, at) in passed)
            {
                if (clock.GetElapsedTime(at) >= interval)
                {
                    passed.Remove(known);
                }
            }

            return passed.Count < MaxMessages && passed.TryAdd(message, clock.GetTimestamp());
        }
    }
}
