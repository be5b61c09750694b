namespace RulesRouter.Economics;

/// <summary>Chances per difficulty scenario, computed once for each chance.</summary>
internal sealed class ScenarioChances(double spread)
{
    private readonly Dictionary<double, double[]> known = [];

    public double[] Of(double chance)
    {
        if (!known.TryGetValue(chance, out var chances))
        {
            chances = new double[SharedDifficulty.Scenarios];
            MeanChances.Of(spread).Fill(Math.Clamp(chance, 0.005, 0.995), chances);
            known.Add(chance, chances);
        }

        return chances;
    }
}
