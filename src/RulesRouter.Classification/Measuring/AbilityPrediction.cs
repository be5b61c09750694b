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
            var success = classifier.Classify(new PromptText(row.Prompt, row.Prompt.Length, 1, row.Kind)).Success;
            var chances = success.Count == 0 ? AbilityGrid.Levels : [.. success.Select(chance => (float)chance.Probability)];
            into.WeakChance[at] = Math.Clamp(AbilityGrid.Read(chances, abilities.Of(row, into.Pair.Weak)), 0.01, 0.99);
            into.StrongChance[at] = Math.Clamp(AbilityGrid.Read(chances, abilities.Of(row, into.Pair.Strong)), 0.01, 0.99);
            into.Gain[at] = into.StrongChance[at] - into.WeakChance[at];
        }
    }
}
