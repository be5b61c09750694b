using RulesRouter.Classifiers.Data;
using RulesRouter.Classifiers.Learning;

namespace RulesRouter.Classifiers.Measuring;

/// <summary>
/// Trains on a pair's own labels, helped by the difficulty that all models of the family share: four targets, the weak and the strong
/// model's success, the gain of calling the strong one, and the share of models that fail.
/// </summary>
internal static class PairTraining
{
    private const int Weak = 0;
    private const int Strong = 1;
    private const int Gain = 2;
    private const int Failure = 3;
    private const int Targets = 4;

    private static readonly double[][] Priors =
    [
        PriorsOf(-0.01, (Weak, 0.08), (Failure, -0.05)),
        PriorsOf(-0.01, (Strong, 0.08), (Failure, -0.05)),
        PriorsOf(0.04, (Gain, 0.04), (Strong, 0.02), (Weak, -0.02), (Failure, 0.02)),
    ];

    /// <summary>
    /// Fills the pair's chances, gain, prototype and task mean for the tested rows, from training rows that leak nothing. Every score is
    /// taken from its fold's mean gain: a fold with easy prompts left out has a high mean, so scores pooled over folds would rank folds
    /// backwards.
    /// </summary>
    public static void Predict(PairRows into, IReadOnlyList<int> tested, IReadOnlyList<OutcomeRow> training, int seed)
    {
        var own = training.Where(row => IsOwn(row, into.Pair, into.Rows[0].DataSet)).ToList();
        var model = StackedModel.Train([.. training.AsParallel().AsOrdered().Select(row => LearningRowOf(row, into))], Targets, Priors, [0.5, 0.5, 0.5], seed);
        var meanGain = MeanGain(own, into.Pair);
        var bySource = own.GroupBy(row => row.Source).ToDictionary(source => source.Key, source => MeanGain([.. source], into.Pair));
        foreach (var at in tested)
        {
            var scores = model.Heads.Score(PromptVector.Of(into.Rows[at].Prompt));
            into.WeakChance[at] = Math.Clamp(model.Outputs[Weak].Of(scores), 0.01, 0.99);
            into.StrongChance[at] = Math.Clamp(model.Outputs[Strong].Of(scores), 0.01, 0.99);
            into.Gain[at] = 2 * model.Outputs[Gain].Of(scores) - 1 - meanGain;
            into.Prototype[at] = (scores[Strong * HeadSet.PerTarget] - scores[Weak * HeadSet.PerTarget]
                + scores[Strong * HeadSet.PerTarget + 2] - scores[Weak * HeadSet.PerTarget + 2]) / 2 - meanGain;
            into.TaskMean[at] = bySource.GetValueOrDefault(into.Rows[at].Source, meanGain) - meanGain;
        }
    }

    public static bool IsOwn(OutcomeRow row, ModelPair pair, string dataSet) =>
        row.DataSet == dataSet && row.Outcomes.ContainsKey(pair.Weak) && row.Outcomes.ContainsKey(pair.Strong);

    private static double MeanGain(List<OutcomeRow> rows, ModelPair pair) =>
        rows.Count == 0 ? 0 : rows.Average(row => row.Outcomes[pair.Strong] - row.Outcomes[pair.Weak]);

    private static LearningRow LearningRowOf(OutcomeRow row, PairRows pair)
    {
        var (labels, weights) = (new float[Targets], new float[Targets]);
        (labels[Failure], weights[Failure]) = (1 - (float)row.Outcomes.Values.Average(), 1);
        if (IsOwn(row, pair.Pair, pair.Rows[0].DataSet))
        {
            var (weak, strong) = ((float)row.Outcomes[pair.Pair.Weak], (float)row.Outcomes[pair.Pair.Strong]);
            (labels[Weak], labels[Strong], labels[Gain]) = (weak, strong, (1 + strong - weak) / 2);
            (weights[Weak], weights[Strong], weights[Gain]) = (1, 1, 1);
        }

        return new LearningRow(PromptVector.Of(row.Prompt), row.Group, labels, weights);
    }

    private static double[] PriorsOf(double plain, params ReadOnlySpan<(int Target, double Prior)> targets)
    {
        var priors = new double[HeadSet.ScoreCount(Targets)];
        foreach (var (target, prior) in targets)
        {
            for (var head = 0; head < HeadSet.PerTarget; head++)
            {
                priors[target * HeadSet.PerTarget + head] = prior;
            }
        }

        priors[^2] = priors[^1] = plain;
        return priors;
    }
}
