using RulesRouter.Classifiers.Learning;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Measuring;

/// <summary>Fills a pair's chances as they would be served: from the classification's chances by ability.</summary>
internal static class AbilityPrediction
{
    public static void Predict(PairRows into, IReadOnlyList<int> tested, IPromptClassifier classifier)
    {
        var (weak, strong) = (into.Weak.Average(), into.Strong.Average());
        foreach (var at in tested)
        {
            var row = into.Rows[at];
            var success = classifier.Classify(new PromptText(row.Prompt, row.Prompt.Length, 1, row.Kind)).Success;
            var chances = success.Count == 0 ? AbilityGrid.Levels : [.. success.Select(chance => (float)chance.Probability)];
            into.WeakChance[at] = Math.Clamp(AbilityGrid.Read(chances, weak), 0.01, 0.99);
            into.StrongChance[at] = Math.Clamp(AbilityGrid.Read(chances, strong), 0.01, 0.99);
            into.Gain[at] = into.StrongChance[at] - into.WeakChance[at];
        }
    }
}
