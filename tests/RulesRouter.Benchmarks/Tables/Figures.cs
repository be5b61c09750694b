namespace RulesRouter.Benchmarks.Tables;

internal static class Figures
{
    /// <summary>The median; of an even number, the greater of the two in the middle. 0 of none.</summary>
    public static double Middle(IEnumerable<double> figures) => figures.Order().ToList() is { Count: > 0 } all ? all[all.Count / 2] : 0;
}
