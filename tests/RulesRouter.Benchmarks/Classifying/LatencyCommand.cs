using System.Diagnostics;
using System.Globalization;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Classifying;

/// <summary>
/// <c>latency</c>: latency percentiles of single classifications. The classifiers alternate call by call, so that disturbances affect
/// both alike.
/// </summary>
internal static class LatencyCommand
{
    private const int Calls = 5_000;
    private const int CallsToWarmUp = 5_000;

    public static int Run()
    {
        var trained = PromptWorkload.Shipped();
        ClassifierInput[] prompts = [.. PromptWorkload.Prompts(64, 2048).Select(text => ClassifierInput.Of(text))];
        using var engine = OneTextEngine.Create();
        var (ours, theirs) = (new long[Calls], new long[Calls]);
        for (var call = -CallsToWarmUp; call < Calls; call++)
        {
            var prompt = prompts[call & 63];
            var started = Stopwatch.GetTimestamp();
            trained.Classify(prompt);
            var between = Stopwatch.GetTimestamp();
            engine.Score(prompt.Text);
            if (call >= 0)
            {
                (ours[call], theirs[call]) = (between - started, Stopwatch.GetTimestamp() - between);
            }
        }

        Console.WriteLine($"{Calls} prompts of 2 KB, one at a time");
        Write("trained classifier, all heads", ours);
        Write("ML.NET PredictionEngine, one head", theirs);
        return 0;
    }

    private static void Write(string what, long[] ticks)
    {
        Array.Sort(ticks);
        string At(double share) => (
            ticks[(int)(share * (ticks.Length - 1))] * 1e6 / Stopwatch.Frequency).ToString("0.0", CultureInfo.InvariantCulture);
        Console.WriteLine($"{what,-34} p50 {At(0.5)} µs · p90 {At(0.9)} µs · p99 {At(0.99)} µs");
    }
}
