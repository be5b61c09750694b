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

    /// <summary>
    /// Moves a success probability over all of a tier to the request's own. A trained classifier predicts how models of that ability do on
    /// such a prompt (interpolated between known abilities); without one, the distance of the difficulty from its tier's middle decides.
    /// </summary>
    public static Belief ToRequest(Belief ofTask, Belief ofTier, Classification classification, double? difficulty)
    {
        if (classification.SuccessAt(ofTask.Mean) is { } chance)
        {
            // The task's belief is over prompts of any difficulty, as the classifier's abilities are.
            var moved = Logit.Of(chance) - Logit.Of(ofTask.Mean);
            return ofTask.Shifted(moved) with { Variance = ofTier.Variance };
        }

        return difficulty is { } score ? ofTier.Shifted(Of(score) - OfTier(ComplexityTiers.Of(score))) : ofTier;
    }
}
