using RulesRouter.Benchmarks.Tables;

namespace RulesRouter.Benchmarks.Loading;

/// <summary><c>memory</c>: <see cref="MemoryMeasurement"/> over 10 million decisions and 1,000 reloads, which takes minutes.</summary>
internal static class MemoryCommand
{
    private const int Reloads = 1_000;

    /// <returns>1 if memory grew beyond its goal.</returns>
    public static int Run()
    {
        var measurements = MemoryMeasurement.Of(Reloads).ToList();
        MeasurementTable.Write(Console.Out, measurements);
        return measurements.Exists(one => one.MeetsGoal == false) ? 1 : 0;
    }
}
