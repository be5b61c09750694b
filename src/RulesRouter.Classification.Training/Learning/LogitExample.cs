namespace RulesRouter.Classifiers.Training.Learning;

/// <param name="Known">The logit without features.</param>
/// <param name="Truth">In [0, 1].</param>
internal sealed record LogitExample(double Known, double[] Features, double Truth, double Weight = 1)
{
    public double Logit(double[] weights)
    {
        var sum = Known;
        for (var at = 0; at < weights.Length; at++)
        {
            sum += weights[at] * Features[at];
        }

        return sum;
    }
}
