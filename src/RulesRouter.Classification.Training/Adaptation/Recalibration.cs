using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Training.Adaptation;

/// <summary>
/// Keeps the heads and refits the steps after them: each domain's <see cref="Correction"/>, and mean and slope of difficulty and length.
/// The refitted prompts count as familiar afterwards.
/// </summary>
internal static class Recalibration
{
    private static readonly int[] Refitted = [DomainTargets.Difficulty, DomainTargets.OutputLength];

    /// <summary>Strength of the prior (unchanged), in rows.</summary>
    private const double Pull = 50;

    public static ClassifierParameters Apply(ClassifierParameters served, IReadOnlyList<LearningRow>[] rows) => served with
    {
        Domains =
        [
            .. served.Domains.Select(
                (model, domain) => model is null || rows[domain].Count == 0 ? model : Apply(model, rows[domain], served.Seed)),
        ],
    };

    private static DomainModel Apply(DomainModel model, IReadOnlyList<LearningRow> rows, int seed)
    {
        var stack = model.Stack;
        var familiarity = model.Familiarity.With(rows, seed);
        var scores = rows.Select(row => stack.Heads.Score(row.Vector)).ToArray();
        return model with
        {
            Stack = stack with
            {
                Outputs =
                [
                    .. stack.Outputs.Select((output, target) => Refitted.Contains(target) ? Apply(output, target, rows, scores) : output),
                ],
            },
            Familiarity = familiarity,
            Correction = model.Correction.Fit([.. rows.SelectMany((row, at) => Said(model, familiarity, row, scores[at]))]),
        };
    }

    private static IEnumerable<(LearningAnswer, double)> Said(DomainModel model, Familiarity familiarity, LearningRow row, float[] scores)
    {
        var latent = Latent.Of([.. model.Stack.Outputs.Select(output => output.Of(scores))]);
        var distance = familiarity.Distance(row.Vector.Buckets);
        return row.Answers.Select(
            answer => (answer, model.Difference(answer.Ability, latent, distance, row.Vector.Dense[DenseFeatures.Length])));
    }

    private static Blend Apply(Blend output, int target, IReadOnlyList<LearningRow> rows, float[][] scores)
    {
        var known = Enumerable.Range(0, rows.Count).Where(row => rows[row].Weights[target] > 0).ToArray();
        if (known.Length == 0)
        {
            return output;
        }

        var said = known.Select(row => (double)output.Of(scores[row])).ToArray();
        var truth = known.Select(row => (double)rows[row].Labels[target]).ToArray();
        var (saidMean, trueMean) = (said.Average(), truth.Average());
        var spread = said.Sum(value => Math.Pow(value - saidMean, 2));
        var pull = Pull * Math.Max(1e-4, spread / known.Length);
        var together = said.Zip(truth, (ours, theirs) => (ours - saidMean) * (theirs - trueMean)).Sum();
        var slope = Math.Clamp((together + pull) / (spread + pull), 0, 2);
        var shift = known.Length / (known.Length + Pull) * (trueMean - saidMean);
        var constant = saidMean + shift + slope * (output.Constant - saidMean);
        return new Blend((float)constant, [.. output.Weights.Select(weight => (float)(slope * weight))]);
    }
}
