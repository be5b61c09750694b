using System.Diagnostics;

namespace RulesRouter.Service.Recording;

/// <summary>Lets the same message through once per interval, and other ones at once. Thread-safe.</summary>
internal sealed class LogLimit(TimeSpan interval)
{
    private readonly Lock gate = new();
    private string? last;
    private long at;

    public bool Allows(string message)
    {
        lock (gate)
        {
            if (message == last && Stopwatch.GetElapsedTime(at) < interval)
            {
                return false;
            }

            (last, at) = (message, Stopwatch.GetTimestamp());
            return true;
        }
    }
}
