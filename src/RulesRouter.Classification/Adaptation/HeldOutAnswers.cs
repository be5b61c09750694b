using RulesRouter.Classifiers.Data;
using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Measuring;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Adaptation;

/// <summary>Every answer to the prompts kept apart, by models whose ability is known from the others.</summary>
internal sealed class HeldOutAnswers
{
    private readonly IReadOnlyList<OutcomeRow> rows;
    private readonly List<(int Row, double Ability, double Success)> answers = [];

    public HeldOutAnswers(IReadOnlyList<OutcomeRow> rows, ModelAbilities abilities)
    {
        this.rows = rows;
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var (model, success) in rows[row].Outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal))
            {
                var ability = abilities.Of(rows[row], model);
                if (double.IsFinite(ability))
                {
                    answers.Add((row, ability, success));
                }
            }
        }
    }

    public int Count => answers.Count;

    public double[] Predict(IPromptClassifier classifier)
    {
        var said = rows.Select(row => classifier.Classify(new PromptText(row.Prompt, row.Prompt.Length, 1, row.Kind))).ToArray();
        return [.. answers.Select(answer => AbilityPrediction.Chance(said[answer.Row], answer.Ability))];
    }

    public Calibration Measure(double[] predicted) => Calibration.Of(predicted, [.. answers.Select(answer => answer.Success)]);

    /// <summary>By how much the Brier score falls from one to the other, resampled by group.</summary>
    public Interval Improvement(double[] from, double[] to, int replicates, int seed)
    {
        var falls = answers.Select((answer, at) => (rows[answer.Row].Group, Fall: Square(from[at] - answer.Success) - Square(to[at] - answer.Success)))
            .GroupBy(fall => fall.Group).Select(group => (Sum: group.Sum(fall => fall.Fall), Count: group.Count())).ToArray();
        var random = new Random(seed);
        var resampled = new double[replicates];
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var (sum, count) = (0.0, 0);
            for (var draw = 0; draw < falls.Length; draw++)
            {
                var group = falls[random.Next(falls.Length)];
                (sum, count) = (sum + group.Sum, count + group.Count);
            }

            resampled[replicate] = sum / count;
        }

        return Interval.Of(falls.Sum(group => group.Sum) / answers.Count, resampled);
    }

    private static double Square(double value) => value * value;
}
