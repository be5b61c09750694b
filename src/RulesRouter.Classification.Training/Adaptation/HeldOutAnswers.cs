using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;
using RulesRouter.Classifiers.Training.Measuring;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Training.Adaptation;

/// <summary>All answers to the held-out prompts by models whose ability is known from the other prompts.</summary>
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

    public IReadOnlyList<(string Group, double Success)> Truth => [.. answers.Select(answer => (rows[answer.Row].Group, answer.Success))];

    public double[] Predict(IPromptClassifier classifier)
    {
        var said = rows.Select(row => classifier.Classify(ClassifierInput.Of(row.Prompt, row.Kind))).ToArray();
        return [.. answers.Select(answer => AbilityPrediction.Chance(said[answer.Row], answer.Ability))];
    }
}
