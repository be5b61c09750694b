using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Fits the correction by the user's own outcomes.</summary>
internal static class CorrectionTraining
{
    /// <summary>Strength of the prior (unchanged), in answers.</summary>
    private const double Pull = 50;
    private const double MaxSlope = 5;
    private const double MaxShift = 1.5;

    /// <summary>Fits to answers and their predictions; few answers change it little.</summary>
    public static Correction Fit(this Correction served, IReadOnlyList<(LearningAnswer Answer, double Difference)> said)
    {
        var fitted = LogitFit.Weights(
            [.. said.Select(one => new LogitExample(Logistic.LogitOf(one.Answer.Ability), [one.Difference, 1], one.Answer.Success))],
            [served.Slope, served.Shift],
            Pull / Math.Max(1, said.Count));
        return new Correction((float)Math.Clamp(fitted[0], 0, MaxSlope), (float)Math.Clamp(fitted[1], -MaxShift, MaxShift));
    }
}
