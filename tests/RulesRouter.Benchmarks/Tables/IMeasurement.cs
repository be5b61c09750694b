namespace RulesRouter.Benchmarks.Tables;

/// <summary>
/// A measurement that BenchmarkDotNet cannot make: other processes, one-off work, memory. Needs no registration, but a parameterless
/// constructor.
/// </summary>
internal interface IMeasurement
{
    IEnumerable<Measurement> Measure(bool quick);
}
