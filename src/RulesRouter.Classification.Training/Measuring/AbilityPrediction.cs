using RulesRouter.Classifiers.Training.Learning;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>
/// Fills a pair's success probabilities as served, from the classification's success by ability, and the difficulty of its prompts. The two
/// abilities are those of the measured rows, one per domain, as a catalog would state them.
/// </summary>
internal static class AbilityPrediction
{
    public static void Predict(PairRows into, IReadOnlyList<int> tested, TrainedClassifier classifier)
    {
        var abilities = new ModelAbilities(into.Rows);
        foreach (var at in tested)
        {
            var row = into.Rows[at];
            var classification = classifier.Classify(ClassifierInput.Of(row.Prompt, row.Kind));
            into.WeakChance[at] = Chance(classification, abilities.Of(row, into.Pair.Weak));
            into.StrongChance[at] = Chance(classification, abilities.Of(row, into.Pair.Strong));
            into.Difficulty[at] = classifier.AnswerTo(row.Prompt, classification.Task).Difficulty ?? 0.5;
            into.Gain[at] = into.StrongChance[at] - into.WeakChance[at];
        }
    }

    /// <summary>Without success by ability, a model's probability is its ability.</summary>
    public static double Chance(Classification classification, double ability) =>
        Math.Clamp(classification.SuccessAt(ability) ?? ability, 0.01, 0.99);
}
