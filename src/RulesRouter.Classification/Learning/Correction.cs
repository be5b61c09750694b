namespace RulesRouter.Classifiers.Learning;

/// <summary>How one's own outcomes bend a domain's chances, on the logit scale.</summary>
/// <param name="Slope">What of a prompt's difference from its ability is kept; 1 as trained.</param>
/// <param name="Shift">What is added; 0 as trained.</param>
internal sealed record Correction(float Slope, float Shift)
{
    /// <summary>The pull towards what is served, in answers.</summary>
    private const double Pull = 50;

    private const double MostSlope = 5;
    private const double MostShift = 1.5;

    public static Correction AsTrained { get; } = new(1, 0);

    /// <param name="ability">In [0, 1].</param>
    /// <param name="difference">What the classifier says, on the logit scale.</param>
    public double Chance(double ability, double difference) => Logistic.Of(Logistic.LogitOf(ability) + Shift + Slope * difference);

    /// <summary>Learns from answers and what was said of them; few move it little.</summary>
    public Correction Fit(IReadOnlyList<(LearningAnswer Answer, double Difference)> said)
    {
        var fitted = LogitFit.Weights(
            [.. said.Select(one => new LogitExample(Logistic.LogitOf(one.Answer.Ability), [one.Difference, 1], one.Answer.Success))],
            [Slope, Shift],
            Pull / Math.Max(1, said.Count));
        return new Correction((float)Math.Clamp(fitted[0], 0, MostSlope), (float)Math.Clamp(fitted[1], -MostShift, MostShift));
    }
}
