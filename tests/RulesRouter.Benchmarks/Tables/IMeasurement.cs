namespace RulesRouter.Benchmarks.Tables;

/// <summary>Something that BenchmarkDotNet cannot measure: other processes, one-off work, memory. Found by the table without registration; needs a constructor without parameters.</summary>
internal interface IMeasurement
{
    IEnumerable<Measurement> Measure(bool quick);
}
