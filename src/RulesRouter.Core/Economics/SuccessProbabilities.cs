using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RulesRouter.Economics;

/// <summary>
/// A belief as success probabilities per scenario, at its mean or at a cautious quantile. Beliefs are assumed to err together: then the
/// quantile of a chain's expected total cost is its cost with every belief at that quantile, and little evidence costs.
/// </summary>
internal static class SuccessProbabilities
{
    public static ImmutableArray<double> AtMean(Belief belief, double spread) => Of(belief.Mean, spread);

    /// <param name="quantile">At 0.75 the success probability is better with probability 0.75; 0.5 is the median.</param>
    public static ImmutableArray<double> At(Belief belief, double quantile, double spread) => Of(belief.ExceededWith(quantile), spread);

    /// <param name="chance">P(success) over tasks of any difficulty, in (0, 1).</param>
    public static ImmutableArray<double> Of(double chance, double spread)
    {
        var chances = new double[SharedDifficulty.Scenarios];
        MeanChances.Of(spread).Fill(chance, chances);
        return ImmutableCollectionsMarshal.AsImmutableArray(chances);
    }
}
