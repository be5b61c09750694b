namespace RulesRouter.Classifiers.Learning;

/// <summary>Corrects a domain's probabilities by the user's own outcomes, on the logit scale.</summary>
/// <param name="Slope">Share of the predicted difference that is kept; 1 is as trained.</param>
/// <param name="Shift">Added shift; 0 is as trained.</param>
internal sealed record Correction(float Slope, float Shift)
{
    /// <summary>Strength of the prior (unchanged), in answers.</summary>
    private const double Pull = 50;

    private const double MaxSlope = 5;
    private const double MaxShift = 1.5;

    public static Correction AsTrained { get; } = new(1, 0);

    /// <param name="ability">In [0, 1].</param>
    /// <param name="difference">The classifier's difference, on the logit scale.</param>
    public double Chance(double ability, double difference) => Logistic.Of(Logistic.LogitOf(ability) + Shift + Slope * difference);

    /// <summary>Fits to answers and their predictions; few answers change it little.</summary>
    public Correction Fit(IReadOnlyList<(LearningAnswer Answer, double Difference)> said)
    {
        var fitted = LogitFit.Weights(
            [.. said.Select(one => new LogitExample(Logistic.LogitOf(one.Answer.Ability), [one.Difference, 1], one.Answer.Success))],
            [Slope, Shift],
            Pull / Math.Max(1, said.Count));
        return new Correction((float)Math.Clamp(fitted[0], 0, MaxSlope), (float)Math.Clamp(fitted[1], -MaxShift, MaxShift));
    }
}
