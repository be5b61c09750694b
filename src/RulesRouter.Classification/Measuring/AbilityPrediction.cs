using RulesRouter.Classifiers.Learning;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Measuring;

/// <summary>
/// Fills a pair's chances as they would be served: from the classification's chances by ability. The two abilities are those of the
/// measured rows, one a domain, as a catalog would state them.
/// </summary>
internal static class AbilityPrediction
{
    public static void Predict(PairRows into, IReadOnlyList<int> tested, IPromptClassifier classifier)
    {
        var abilities = new ModelAbilities(into.Rows);
        foreach (var at in tested)
        {
            var row = into.Rows[at];
            var classification = classifier.Classify(new ClassifierInput(row.Prompt, row.Prompt.Length, 1, row.Kind));
            into.WeakChance[at] = Chance(classification, abilities.Of(row, into.Pair.Weak));
            into.StrongChance[at] = Chance(classification, abilities.Of(row, into.Pair.Strong));
            into.Gain[at] = into.StrongChance[at] - into.WeakChance[at];
        }
    }

    /// <summary>Where the classifier gives no chances a model's is its ability.</summary>
    public static double Chance(Classification classification, double ability) => Math.Clamp(classification.SuccessAt(ability) ?? ability, 0.01, 0.99);
}
