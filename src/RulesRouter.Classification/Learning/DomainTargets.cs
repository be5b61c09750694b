namespace RulesRouter.Classifiers.Learning;

/// <summary>What a domain's heads predict: success at each ability level, then the two below.</summary>
internal static class DomainTargets
{
    public const int Difficulty = 6;
    public const int OutputLength = 7;
    public const int Count = 8;

    private const double LongestTokens = 16384;

    /// <summary>Levels lean on their own heads and on the difficulty that all models share; the two others on their own heads.</summary>
    public static double[][] Priors { get; } = [.. Enumerable.Range(0, Count).Select(PriorsOf)];

    /// <summary>What a target is where no row tells about it: at a level, that ability; an output length of 0 is "unknown".</summary>
    public static double[] Otherwise { get; } = [.. AbilityGrid.Levels.Select(level => (double)level), 0.5, 0];

    /// <summary>Token counts are learnt as a share of a logarithmic scale.</summary>
    public static float ToScale(double tokens) => (float)(Math.Log(Math.Clamp(tokens, 1, LongestTokens)) / Math.Log(LongestTokens));

    public static double ToTokens(float scale) => Math.Exp(Math.Clamp(scale, 0, 1) * Math.Log(LongestTokens));

    private static double[] PriorsOf(int target)
    {
        var priors = new double[HeadSet.ScoreCount(Count)];
        for (var head = 0; head < HeadSet.PerTarget; head++)
        {
            priors[target * HeadSet.PerTarget + head] = target < Difficulty ? 0.06 : 0.15;
            if (target < Difficulty)
            {
                priors[Difficulty * HeadSet.PerTarget + head] = -0.05;
            }
        }

        priors[^2] = priors[^1] = target < Difficulty ? -0.01 : 0.01;
        return priors;
    }
}
