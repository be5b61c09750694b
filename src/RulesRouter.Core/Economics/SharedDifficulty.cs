using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// What all attempts at one task share: how much harder or easier it is than its prompt suggests, a standard normal z. An attempt with
/// the chance p over all such tasks succeeds with logistic(a − spread·z) on one of them, where a is set so that the mean is p
/// (a Rasch model with a random difficulty). It makes failures correlated: P(j succeeds | i failed) is below p of j.
/// </summary>
internal static class SharedDifficulty
{
    /// <summary>
    /// Standard deviation of z's effect on the logit scale, where there are too few own outcomes: the median of what
    /// <c>rulesrouter evaluate correlation</c> finds in the seven files of outcomes that a classifier may be trained on (1.6 to 2.5).
    /// </summary>
    public const double DefaultSpread = 1.9;

    // Nine-point Gauss–Hermite quadrature of a standard normal.
    private static readonly ImmutableArray<double> Nodes =
        [
            -4.512745863399783,
            -3.20542900285647,
            -2.07684797867783,
            -1.0232556637891326,
            0,
            1.0232556637891326,
            2.07684797867783,
            3.20542900285647,
            4.512745863399783,
        ];

    /// <summary>Of the scenarios, from the easiest to the hardest; they sum to 1.</summary>
    public static ImmutableArray<double> Weights { get; } =
        [
            2.234584400774658e-05,
            0.002789141321231769,
            0.04991640676521787,
            0.2440975028949394,
            0.4063492063492064,
            0.2440975028949394,
            0.04991640676521787,
            0.002789141321231769,
            2.234584400774658e-05,
        ];

    public static int Scenarios => Nodes.Length;

    /// <summary>Multiplies each scenario's weight by exp(amount · z): above 0, hard tasks become likelier. The sum changes.</summary>
    public static void Tilt(Span<double> weights, double amount)
    {
        for (var node = 0; node < weights.Length; node++)
        {
            weights[node] *= Math.Exp(amount * Nodes[node]);
        }
    }

    /// <summary>z in a scenario.</summary>
    public static double NodeOf(int scenario) => Nodes[scenario];

    /// <summary>The logit at z = 0 whose mean chance over all scenarios is <paramref name="chance"/>.</summary>
    public static double AbilityOf(double chance, double spread) => MeanChances.Of(spread).AbilityOf(chance);

    /// <summary>The same by Newton's method, with no table.</summary>
    public static double SolveAbility(double chance, double spread)
    {
        // Close already: a logistic of a normal is nearly a logistic of its mean, flattened.
        var ability = Logit.Of(chance) * Math.Sqrt(1 + (spread * spread * Math.PI / 8));
        for (var step = 0; step < 20; step++)
        {
            var mean = 0.0;
            for (var node = 0; node < Nodes.Length; node++)
            {
                mean += Weights[node] * Logit.ToChance(ability - (spread * Nodes[node]));
            }

            var move = Math.Clamp((chance - mean) / Math.Max(SlopeAt(ability, spread), 1e-9), -2, 2);
            ability += move;
            if (Math.Abs(move) < 1e-10)
            {
                break;
            }
        }

        return ability;
    }

    /// <summary>How fast the mean chance over all scenarios grows with the ability.</summary>
    public static double SlopeAt(double ability, double spread)
    {
        var slope = 0.0;
        for (var node = 0; node < Nodes.Length; node++)
        {
            var at = Logit.ToChance(ability - (spread * Nodes[node]));
            slope += Weights[node] * at * (1 - at);
        }

        return slope;
    }
}
