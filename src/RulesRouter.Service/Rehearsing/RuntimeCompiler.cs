using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace RulesRouter.Service.Rehearsing;

/// <summary>
/// The runtime's compiler. In the background it compiles code that ran often once more, and then again with what it observed. It counts
/// calls only while no new code has run for a while.
/// </summary>
internal static class RuntimeCompiler
{
    private const string DelaySetting = "System.Runtime.TieredCompilation.CallCountingDelayMs";
    private const int DefaultDelayMs = 100;
    private const int CheckMs = 10;
    private const int QuietChecks = 3;

    /// <summary>The compiler is quiet while it compiles fewer methods between two checks.</summary>
    private const int Few = 2;

    private static readonly int DelayMs =
        int.TryParse(AppContext.GetData(DelaySetting) as string, CultureInfo.InvariantCulture, out var ms) ? ms : DefaultDelayMs;

    /// <summary>Waits until it counts calls and compiles nothing more, or until a time has passed since a start.</summary>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public static async Task WaitUntilQuiet(long start, TimeSpan limit, CancellationToken stop)
    {
        await Task.Delay(DelayMs + CheckMs, stop).ConfigureAwait(false);
        var compiled = JitInfo.GetCompiledMethodCount();
        for (var quiet = 0; quiet < QuietChecks && Stopwatch.GetElapsedTime(start) < limit;)
        {
            await Task.Delay(CheckMs, stop).ConfigureAwait(false);
            var now = JitInfo.GetCompiledMethodCount();
            quiet = now - compiled < Few ? quiet + 1 : 0;
            compiled = now;
        }
    }
}
