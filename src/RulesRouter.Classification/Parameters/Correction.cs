namespace RulesRouter.Classifiers.Parameters;

/// <summary>Corrects a domain's probabilities by the user's own outcomes, on the logit scale.</summary>
/// <param name="Slope">Share of the predicted difference that is kept; 1 is as trained.</param>
/// <param name="Shift">Added shift; 0 is as trained.</param>
internal sealed record Correction(float Slope, float Shift)
{
    public static Correction AsTrained { get; } = new(1, 0);

    /// <param name="ability">In [0, 1].</param>
    /// <param name="difference">The classifier's difference, on the logit scale.</param>
    public double Chance(double ability, double difference) => Logistic.Of(Logistic.LogitOf(ability) + Shift + Slope * difference);
}
