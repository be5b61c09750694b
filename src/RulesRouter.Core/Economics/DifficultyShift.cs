using RulesRouter.Requests;

namespace RulesRouter.Economics;

/// <summary>How much harder a request is than the middle of its task, on the logit scale: below 0 lowers every chance.</summary>
internal static class DifficultyShift
{
    /// <summary>Fixed rules guess a difficulty without a learned relation to success: it counts half.</summary>
    private const double WithoutTraining = 0.5;

    private const double Edge = 0.05;

    /// <summary>Of a tier's middle (1/6, 1/2, 5/6); 0 where it is unknown.</summary>
    public static double OfTier(ComplexityTier? tier) => tier is { } known ? Of((((int)known * 2) + 1) / 6.0) : 0;

    /// <param name="difficulty">0..1, the share of models that fail on it: where half of them do, there is no shift.</param>
    public static double Of(double difficulty) => -Logit.Of(Math.Clamp(difficulty, Edge, 1 - Edge)) * WithoutTraining;
}
