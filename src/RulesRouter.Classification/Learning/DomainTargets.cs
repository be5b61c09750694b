namespace RulesRouter.Classifiers.Learning;

/// <summary>What a domain's heads predict of a prompt.</summary>
internal static class DomainTargets
{
    /// <summary>½, and half of what the models asked did better than they do on its data set.</summary>
    public const int Ease = 0;

    /// <summary>½, and half of what the abler models were further ahead of the others than they are on its data set.</summary>
    public const int Spread = 1;

    /// <summary>The same, against the prompt's group: what makes variants of one problem differ.</summary>
    public const int SpreadInGroup = 2;

    /// <summary>The share of models that fail.</summary>
    public const int Difficulty = 3;

    /// <summary>See <see cref="ToScale"/>.</summary>
    public const int OutputLength = 4;

    public const int Count = 5;

    private const double LongestTokens = 16384;

    /// <summary>Each leans on its own heads; long and hard-sounding prompts are harder, and their answers longer.</summary>
    public static double[][] Priors { get; } = [.. Enumerable.Range(0, Count).Select(PriorsOf)];

    /// <summary>What a target is where no row tells about it; an output length of 0 is "unknown".</summary>
    public static double[] Otherwise { get; } = [0.5, 0.5, 0.5, 0.5, 0];

    /// <summary>Token counts are learnt as a share of a logarithmic scale.</summary>
    public static float ToScale(double tokens) => (float)(Math.Log(Math.Clamp(tokens, 1, LongestTokens)) / Math.Log(LongestTokens));

    public static double ToTokens(float scale) => Math.Exp(Math.Clamp(scale, 0, 1) * Math.Log(LongestTokens));

    private static double[] PriorsOf(int target)
    {
        var priors = new double[HeadSet.ScoreCount(Count)];
        for (var head = 0; head < HeadSet.PerTarget; head++)
        {
            priors[target * HeadSet.PerTarget + head] = 0.15;
        }

        priors[^2] = priors[^1] = target == Ease ? -0.01 : 0.01;
        return priors;
    }
}
