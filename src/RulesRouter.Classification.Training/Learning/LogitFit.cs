using RulesRouter.Classifiers.Parameters;
namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>
/// Logistic regression with a known offset: a few weights, each with a prior, fitted by Newton's method with step halving.
/// </summary>
internal sealed class LogitFit
{
    private const int Rounds = 20;
    private const int Halvings = 12;

    private readonly IReadOnlyList<LogitExample> examples;
    private readonly double[] priors;
    private readonly double[] pulls;

    private LogitFit(IReadOnlyList<LogitExample> examples, double[] priors, double pull)
    {
        (this.examples, this.priors) = (examples, priors);
        pulls =
        [
            .. priors.Select(
                (_, at) => 1e-6 + pull * examples.Sum(example => example.Weight * example.Features[at] * example.Features[at]) / 4),
        ];
    }

    /// <param name="examples">Training examples; may be empty.</param>
    /// <param name="priors">One per feature.</param>
    /// <param name="pull">Strength of the priors, as a share of the examples' information.</param>
    public static double[] Weights(IReadOnlyList<LogitExample> examples, double[] priors, double pull) =>
        new LogitFit(examples, priors, pull).Descend();

    private double[] Descend()
    {
        var weights = (double[])priors.Clone();
        var loss = Loss(weights);
        for (var round = 0; round < Rounds; round++)
        {
            var step = Step(weights);
            var length = 1.0;
            double[] next;
            double after;
            do
            {
                next = [.. weights.Zip(step, (weight, by) => weight + length * by)];
                after = Loss(next);
                length /= 2;
            }
            while (after > loss && length > Math.Pow(0.5, Halvings));

            if (!(after < loss))
            {
                break;
            }

            (weights, loss) = (next, after);
        }

        return weights;
    }

    private double Loss(double[] weights) =>
        examples.Sum(example => example.Weight * Surprise(example.Truth, example.Logit(weights)))
        + weights.Select((weight, at) => pulls[at] * Math.Pow(weight - priors[at], 2) / 2).Sum();

    /// <summary>Negative log-likelihood of an outcome at any logit.</summary>
    private static double Surprise(double truth, double logit) =>
        Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit))) - truth * logit;

    private double[] Step(double[] weights)
    {
        var (curvature, slope) = (new double[weights.Length, weights.Length], new double[weights.Length]);
        foreach (var example in examples)
        {
            var chance = Logistic.Of(example.Logit(weights));
            for (var at = 0; at < weights.Length; at++)
            {
                slope[at] += example.Weight * example.Features[at] * (example.Truth - chance);
                for (var other = 0; other < weights.Length; other++)
                {
                    curvature[at, other] += example.Weight * chance * (1 - chance) * example.Features[at] * example.Features[other];
                }
            }
        }

        for (var at = 0; at < weights.Length; at++)
        {
            slope[at] += pulls[at] * (priors[at] - weights[at]);
            curvature[at, at] += pulls[at];
        }

        return Cholesky.Solve(curvature, slope);
    }
}
