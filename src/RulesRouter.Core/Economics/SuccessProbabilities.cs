using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RulesRouter.Economics;

/// <summary>
/// A belief as chances per scenario, at a quantile of how bad it may be. Beliefs are taken to err together: then the quantile of a
/// chain's expected total cost is its cost with every belief at that quantile, and a thin belief pays for being thin.
/// </summary>
public static class SuccessProbabilities
{
    /// <param name="quantile">0.5 is the mean belief, 0.75 one that three quarters of what may be true are better than.</param>
    public static ImmutableArray<double> At(Belief belief, double quantile, double spread)
    {
        var chances = new double[SharedDifficulty.Scenarios];
        var worse = belief.Shifted(-belief.LogitDeviation * NormalQuantile.Of(quantile));
        SharedDifficulty.Fill(SharedDifficulty.AbilityOf(worse.Mean, spread), spread, chances);
        return ImmutableCollectionsMarshal.AsImmutableArray(chances);
    }
}
