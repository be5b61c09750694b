namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Mean paired differences in APGR of one score; 0 without pairs.</summary>
/// <param name="OverLength">To the length of the prompt.</param>
/// <param name="OverTaskMean">To the task's mean, which is the same for all prompts of a family left out.</param>
internal sealed record ContestScore(Interval OverLength, Interval OverTaskMean)
{
    /// <summary>Neither 95% interval lies below 0.</summary>
    public bool IsNoWorse => OverLength.High >= 0 && OverTaskMean.High >= 0;

    public static ContestScore Of(
        IReadOnlyList<PairMeasurement> pairs,
        Func<PairMeasurement, IReadOnlyDictionary<string, (double Value, double[] Resamples)>> over) =>
        new(MeanOver(pairs, over, PairMeasuring.Length), MeanOver(pairs, over, PairMeasuring.TaskMean));

    private static Interval MeanOver(
        IReadOnlyList<PairMeasurement> pairs,
        Func<PairMeasurement, IReadOnlyDictionary<string, (double Value, double[] Resamples)>> over,
        string other) => pairs.Count == 0
        ? new Interval(0, 0, 0)
        : Interval.Of(
            pairs.Average(pair => over(pair)[other].Value),
            Enumerable.Range(0, pairs.Min(pair => over(pair)[other].Resamples.Length))
                .Select(replicate => pairs.Average(pair => over(pair)[other].Resamples[replicate])));
}
