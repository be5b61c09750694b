using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>
/// Whether trained difficulties may ship: with each family of data sets left out they must rank no worse than the length of the prompt and
/// than the mean of its task. Worse means that the 95% interval of the mean paired difference lies below 0. The pairs of models are those
/// of the published figures; data without them are measured with two models of each data set.
/// </summary>
/// <param name="OverLength">Mean difference in APGR to the length of the prompt.</param>
/// <param name="OverTaskMean">Mean difference in APGR to the task's mean, which is the same for all prompts of a family left out.</param>
/// <param name="Pairs">Number of pairs of models on data sets; without any, nothing may ship.</param>
internal sealed record DifficultyContest(Interval OverLength, Interval OverTaskMean, int Pairs)
{
    private const int Replicates = 500;

    public bool Ships => Pairs > 0 && OverLength.High >= 0 && OverTaskMean.High >= 0;

    public static DifficultyContest Run(IReadOnlyList<OutcomeRow> rows, int seed, IProgress<string>? progress)
    {
        var known = rows.Where(row => row.Outcomes.Count > 0).ToList();
        var asked = EvaluateCommand.AskedOf(known, PairChoice.Of(known, PublishedPairs.In(known)), seed);
        var pairs = FamiliesLeftOut.Measure(asked, rows, Replicates, seed, progress).ToList();
        return new DifficultyContest(
            MeanOver(pairs, PairMeasuring.Length), MeanOver(pairs, PairMeasuring.TaskMean), pairs.Count);
    }

    private static Interval MeanOver(List<PairMeasurement> pairs, string other) => pairs.Count == 0
        ? new Interval(0, 0, 0)
        : Interval.Of(
            pairs.Average(pair => pair.Over[other].Value),
            Enumerable.Range(0, Replicates).Select(replicate => pairs.Average(pair => pair.Over[other].Resamples[replicate])));
}
