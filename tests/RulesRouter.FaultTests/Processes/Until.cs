using System.Diagnostics;

namespace RulesRouter.FaultTests.Processes;

/// <summary>Waits for what happens in another process.</summary>
internal static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <param name="limit">After it, the wait fails with the message.</param>
    public static async Task True(Func<Task<bool>> condition, TimeSpan limit, Func<string> message)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > limit)
            {
                throw new TimeoutException(message());
            }

            await Task.Delay(Interval);
        }
    }
}
