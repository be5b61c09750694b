namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>How heads rank prompts of families that they never saw, beside what needs no training.</summary>
/// <param name="Name">The domain, or <c>all</c>.</param>
/// <param name="Pairs">Number of pairs of models on data sets.</param>
/// <param name="OverLength">Mean paired difference in APGR to the length of the prompt.</param>
/// <param name="OverTaskMean">Mean difference in APGR to the task's mean, which is the same for all prompts of a family left out.</param>
internal sealed record ContestFigures(string Name, int Pairs, Interval OverLength, Interval OverTaskMean)
{
    /// <summary>Neither 95% interval lies below 0; without pairs nothing is known.</summary>
    public bool IsNoWorse => Pairs > 0 && OverLength.High >= 0 && OverTaskMean.High >= 0;

    public static ContestFigures Of(string name, IReadOnlyList<PairMeasurement> pairs) => new(
        name, pairs.Count, MeanOver(pairs, PairMeasuring.Length), MeanOver(pairs, PairMeasuring.TaskMean));

    private static Interval MeanOver(IReadOnlyList<PairMeasurement> pairs, string other) => pairs.Count == 0
        ? new Interval(0, 0, 0)
        : Interval.Of(
            pairs.Average(pair => pair.Over[other].Value),
            Enumerable.Range(0, pairs.Min(pair => pair.Over[other].Resamples.Length))
                .Select(replicate => pairs.Average(pair => pair.Over[other].Resamples[replicate])));
}
