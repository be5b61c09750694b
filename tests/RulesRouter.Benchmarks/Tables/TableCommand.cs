using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace RulesRouter.Benchmarks.Tables;

/// <summary><c>table</c>: runs all measurements, prints one table with the comparisons, and writes the same as JSON.</summary>
internal static class TableCommand
{
    public static int Run(string[] args)
    {
        var quick = args.Contains("--quick");
        var at = Array.IndexOf(args, "--filter");
        var filter = at >= 0 && at + 1 < args.Length ? args[at + 1] : "";
        var measurements = new List<Measurement>();
        foreach (var type in Benchmarks()
            .Concat(Implementing<IMeasurement>())
            .Where(type => type.FullName!.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            Console.Error.Write($"measuring {type.Name} …");
            var start = Stopwatch.GetTimestamp();
            measurements.AddRange(
                type.IsAssignableTo(typeof(IMeasurement))
                    ? ((IMeasurement)Activator.CreateInstance(type)!).Measure(quick)
                    : InProcessRounds.Run(type, quick));
            Console.Error.WriteLine($" {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        }

        MeasurementTable.Write(Console.Out, measurements);
        MeasurementJson.Write(Path.Combine("artifacts", "bench", quick ? "quick.json" : "bench.json"), measurements);
        return 0;
    }

    /// <summary>Every class with a benchmark, ordered by name: a new one needs no registration.</summary>
    private static IEnumerable<Type> Benchmarks() => typeof(TableCommand).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.GetMethods().Any(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static IEnumerable<Type> Implementing<T>() => typeof(TableCommand).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);
}
