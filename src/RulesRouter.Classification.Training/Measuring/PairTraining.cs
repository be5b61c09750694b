using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>
/// Trains on a pair's own labels and on the difficulty common to all models of the family. Targets: the weak and the strong model's
/// success, both smoothed by other models' outcomes; the gain of calling the strong one; the share of models that fail;
/// and the gain relative to the mean of the prompt's group, for the differences between variants of one problem.
/// </summary>
internal static class PairTraining
{
    private const int Weak = 0;
    private const int Strong = 1;
    private const int Gain = 2;
    private const int Failure = 3;
    private const int GainInGroup = 4;
    private const int Targets = 5;

    /// <summary>Minimum mean group size for the target within groups.</summary>
    private const double MinGroupSize = 2;

    private static readonly double[][] Priors =
    [
        PriorsOf(-0.01, (Weak, 0.08), (Failure, -0.05)),
        PriorsOf(-0.01, (Strong, 0.08), (Failure, -0.05)),
        PriorsOf(0.02, (Gain, 0.04), (GainInGroup, 0.02), (Strong, 0.02), (Weak, -0.02), (Failure, 0.02)),
    ];

    /// <summary>
    /// Fills the pair's probabilities, gain, prototype and task mean for the tested rows, from training rows without leaks. Every score is
    /// relative to its fold's mean gain: a fold with easy prompts left out has a high mean, so scores pooled over folds would rank folds
    /// backwards.
    /// </summary>
    public static void Predict(PairRows into, IReadOnlyList<int> tested, IReadOnlyList<OutcomeRow> training, int seed)
    {
        var own = training.Where(row => IsOwn(row, into.Pair, into.Rows[0].DataSet)).ToList();
        var labels = new PairLabels(own, training, into.Pair, seed);
        var (model, _) = StackTraining.Train(
            [.. training.AsParallel().AsOrdered().Select(row => LearningRowOf(row, labels))],
            Targets,
            Priors,
            [0.5, 0.5, 0.5],
            seed,
            GainInGroup);
        var meanGain = MeanGain(own, into.Pair);
        var bySource = own.GroupBy(row => row.Source).ToDictionary(source => source.Key, source => MeanGain([.. source], into.Pair));
        var vectors = tested.Select(at => PromptVector.Of(into.Rows[at].Prompt)).ToList();
        var prototype = Prototype.Score(own, into.Pair, vectors, seed);
        for (var index = 0; index < tested.Count; index++)
        {
            var at = tested[index];
            var scores = model.Heads.Score(vectors[index]);
            into.WeakChance[at] = Math.Clamp(model.Outputs[Weak].Of(scores), 0.01, 0.99);
            into.StrongChance[at] = Math.Clamp(model.Outputs[Strong].Of(scores), 0.01, 0.99);
            into.Gain[at] = 2 * model.Outputs[Gain].Of(scores) - 1 - meanGain;
            into.Prototype[at] = prototype[index] - meanGain;
            into.TaskMean[at] = bySource.GetValueOrDefault(into.Rows[at].Source, meanGain) - meanGain;
        }
    }

    public static bool IsOwn(OutcomeRow row, ModelPair pair, string dataSet) =>
        row.DataSet == dataSet && row.Outcomes.ContainsKey(pair.Weak) && row.Outcomes.ContainsKey(pair.Strong);

    private static double MeanGain(List<OutcomeRow> rows, ModelPair pair) =>
        rows.Count == 0 ? 0 : rows.Average(row => row.Outcomes[pair.Strong] - row.Outcomes[pair.Weak]);

    private static LearningRow LearningRowOf(OutcomeRow row, PairLabels pair)
    {
        var (labels, weights) = (new float[Targets], new float[Targets]);
        (labels[Failure], weights[Failure]) = (1 - (float)row.Outcomes.Values.Average(), 1);
        if (pair.Find(row) is { } own)
        {
            (labels[Weak], labels[Strong], labels[Gain]) = ((float)own.Weak, (float)own.Strong, Share(own.Strong - own.Weak));
            (weights[Weak], weights[Strong], weights[Gain]) = (1, 1, 1);
            (labels[GainInGroup], weights[GainInGroup]) = (
                Share(own.Strong - own.Weak - own.GroupGain),
                pair.GroupSize >= MinGroupSize ? 1 : 0);
        }

        return new LearningRow(PromptVector.Of(row.Prompt), row.Source, row.Group, labels, weights);
    }

    /// <summary>Maps a gain in [−1, 1] to [0, 1].</summary>
    private static float Share(double gain) => (float)Math.Clamp((1 + gain) / 2, 0, 1);

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
