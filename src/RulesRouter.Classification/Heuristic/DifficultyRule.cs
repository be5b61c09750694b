using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>A rough difficulty in [0.05, 0.95]: longer prompts, deeper code, formulas and agents' work are harder.</summary>
internal static class DifficultyRule
{
    public static double Of(in PromptFeatures features)
    {
        var logit = -1.6
            + 0.35 * Math.Log(1 + features.Characters / 200.0)
            + 0.25 * Math.Log(1 + features[Signal.Loops] + features[Signal.Branches])
            + 0.30 * Math.Log(1 + features[Signal.Mathematics] + features[Signal.Backslashes])
            + 0.10 * Math.Log(1 + features[Signal.Numbers])
            + 0.20 * Math.Log(1 + features[Signal.DiffAdded] + features[Signal.DiffRemoved])
            + 0.40 * Math.Min(1, features[Signal.Agent]);
        return Math.Round(Math.Clamp(1 / (1 + Math.Exp(-logit)), 0.05, 0.95), 3);
    }
}
