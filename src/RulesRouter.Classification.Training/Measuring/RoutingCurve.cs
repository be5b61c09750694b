namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>
/// The mean success if the prompts that score highest go to the strong model and the others to the weak one: RouteLLM's eleven points,
/// from 0 % to 100 % strong calls in steps of 10 %.
/// </summary>
internal sealed class RoutingCurve
{
    public const int Steps = 10;

    private RoutingCurve(double[] accuracy) => Accuracy = accuracy;

    /// <summary>Mean success if a share of <c>index / Steps</c> goes to the strong model.</summary>
    public double[] Accuracy { get; }

    public double Weak => Accuracy[0];

    public double Strong => Accuracy[Steps];

    /// <summary>
    /// Average performance gap recovered: 0 is the weak model alone, about ½ is random routing. NaN if the models do not differ.
    /// </summary>
    public double Apgr
    {
        get
        {
            var area = 0.0;
            for (var step = 1; step <= Steps; step++)
            {
                area += (Accuracy[step - 1] + Accuracy[step]) / (2 * Steps);
            }

            return Strong == Weak ? double.NaN : (area - Weak) / (Strong - Weak);
        }
    }

    /// <summary>The minimum share of strong calls (interpolated) that recovers <paramref name="share"/> of the gap.</summary>
    public double CallsFor(double share)
    {
        var wanted = Weak + share * (Strong - Weak);
        for (var step = 1; step <= Steps; step++)
        {
            if (Accuracy[step] >= wanted)
            {
                var (low, high) = (Accuracy[step - 1], Accuracy[step]);
                return high > low ? (step - 1 + Math.Clamp((wanted - low) / (high - low), 0, 1)) / Steps : (double)step / Steps;
            }
        }

        return 1;
    }

    /// <summary>Ties are broken by <paramref name="jitter"/>, one number per row.</summary>
    public static RoutingCurve Of(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> weak,
        ReadOnlySpan<double> strong,
        ReadOnlySpan<double> jitter)
    {
        var order = new int[scores.Length];
        var keys = new (double Score, double Jitter)[scores.Length];
        for (var at = 0; at < order.Length; at++)
        {
            order[at] = at;
            keys[at] = (-scores[at], jitter[at]);
        }

        Array.Sort(keys, order);
        var accuracy = new double[Steps + 1];
        var sum = 0.0;
        foreach (var success in weak)
        {
            sum += success;
        }

        var taken = 0;
        for (var step = 0; step <= Steps; step++)
        {
            for (var until = (int)((long)order.Length * step / Steps); taken < until; taken++)
            {
                sum += strong[order[taken]] - weak[order[taken]];
            }

            accuracy[step] = sum / order.Length;
        }

        return new RoutingCurve(accuracy);
    }
}
