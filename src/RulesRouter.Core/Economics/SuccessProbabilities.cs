using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RulesRouter.Economics;

/// <summary>
/// A belief as success probabilities per scenario, at a pessimistic quantile. Beliefs are assumed to err together: then the quantile of a
/// chain's expected total cost is its cost with every belief at that quantile, and little evidence costs.
/// </summary>
internal static class SuccessProbabilities
{
    /// <param name="quantile">0.5 is the mean belief; at 0.75 three quarters of the distribution are better.</param>
    public static ImmutableArray<double> At(Belief belief, double quantile, double spread)
    {
        var chances = new double[SharedDifficulty.Scenarios];
        var worse = belief.Shifted(-belief.LogitDeviation * NormalQuantile.Of(quantile));
        SharedDifficulty.Fill(SharedDifficulty.AbilityOf(worse.Mean, spread), spread, chances);
        return ImmutableCollectionsMarshal.AsImmutableArray(chances);
    }
}
