namespace RulesRouter.Classifiers.Parameters;

/// <summary>The targets that a domain's heads predict for a prompt.</summary>
internal static class DomainTargets
{
    /// <summary>½ plus half of the models' success above their mean on the data set.</summary>
    public const int Ease = 0;

    /// <summary>½ plus half of the abler models' lead above their mean lead on the data set.</summary>
    public const int Spread = 1;

    /// <summary>The same relative to the prompt's group.</summary>
    public const int SpreadInGroup = 2;

    /// <summary>The share of models that fail.</summary>
    public const int Difficulty = 3;

    /// <summary>See <see cref="ToScale"/>.</summary>
    public const int OutputLength = 4;

    public const int Count = 5;

    private const double MaxTokens = 16384;

    /// <summary>
    /// Each output starts from its own heads; prompts that are long or use words of difficulty are expected to be harder.
    /// </summary>
    public static double[][] Priors { get; } = [.. Enumerable.Range(0, Count).Select(PriorsOf)];

    /// <summary>The output of a target without labels; an output length of 0 is "unknown".</summary>
    public static double[] Otherwise { get; } = [0.5, 0.5, 0.5, 0.5, 0];

    /// <summary>Token counts are predicted on a logarithmic scale from 0 to 1.</summary>
    public static float ToScale(double tokens) => (float)(Math.Log(Math.Clamp(tokens, 1, MaxTokens)) / Math.Log(MaxTokens));

    public static double ToTokens(float scale) => Math.Exp(Math.Clamp(scale, 0, 1) * Math.Log(MaxTokens));

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
