using System.Reflection;
using BenchmarkDotNet.Analysers;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace RulesRouter.Benchmarks.Tables;

/// <summary>
/// Runs the benchmarks of a BenchmarkDotNet class side by side in short rounds, and takes the median of the rounds' ratios:
/// on a shared machine, only figures measured side by side are comparable.
/// </summary>
internal static class InProcessRounds
{
    private static bool isWarm;

    public static IEnumerable<Measurement> Run(Type type, bool quick)
    {
        var config = Config(quick);
        if (!isWarm)
        {
            // The first run of a process includes JIT compilation, so it is repeated.
            BenchmarkRunner.Run(type, config);
            isWarm = true;
        }

        var rounds = Enumerable.Range(0, quick ? 1 : 3).Select(_ => BenchmarkRunner.Run(type, config)).ToList();
        var cases = rounds[0].BenchmarksCases;
        foreach (var one in cases)
        {
            var against = cases.FirstOrDefault(
                other => other.Descriptor.Baseline && other.Parameters.PrintInfo == one.Parameters.PrintInfo);
            var ratios = against is null || against == one
                ? []
                : rounds.Select(round => Mean(round, one) / Mean(round, against)).Order().ToList();
            yield return new Measurement(
                SubjectOf(type),
                one.Parameters.PrintInfo,
                one.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
                rounds.Select(round => Mean(round, one)).Order().ElementAt(rounds.Count / 2),
                "ns",
                rounds[0].Reports.First(report => Same(report.BenchmarkCase, one)).GcStats.GetBytesAllocatedPerOperation(one),
                ratios.Count == 0 ? null : ratios[ratios.Count / 2],
                against is null || against == one ? "" : against.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
                one.Descriptor.WorkloadMethod.GetCustomAttributes<GoalAttribute>().FirstOrDefault(
                    goal => goal.When.Length == 0 || goal.When == one.Parameters.PrintInfo)?.AtMost);
        }
    }

    private static string SubjectOf(Type type) =>
        type.GetCustomAttribute<System.ComponentModel.DescriptionAttribute>()?.Description ?? type.Name;

    private static double Mean(Summary round, BenchmarkCase of) =>
        round.Reports.FirstOrDefault(report => Same(report.BenchmarkCase, of))?.ResultStatistics?.Median
        ?? throw new InvalidOperationException(
            $"{of.DisplayInfo} gave no result; run `bdn --filter *{of.Descriptor.Type.Name}*` to see why");

    private static bool Same(BenchmarkCase left, BenchmarkCase right) =>
        left.Descriptor.WorkloadMethod == right.Descriptor.WorkloadMethod && left.Parameters.PrintInfo == right.Parameters.PrintInfo;

    private static ManualConfig Config(bool quick) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithStrategy(RunStrategy.Throughput)
            .WithGcForce(false)
            // Warm up until the figure stops improving: tiered compilation recompiles hot code in the background.
            .WithMinWarmupCount(8)
            .WithMaxWarmupCount(40)
            .WithIterationCount(quick ? 4 : 8)
            .WithIterationTime(TimeInterval.FromMilliseconds(quick ? 40 : 80)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(Environment.GetEnvironmentVariable("BENCH_LOG") is null ? NullLogger.Instance : ConsoleLogger.Default)
        .AddAnalyser(EnvironmentAnalyser.Default)
        .WithOptions(ConfigOptions.DisableOptimizationsValidator)
        .WithArtifactsPath(Path.Combine("artifacts", "bench", "benchmarkdotnet"));
}
