using RulesRouter.Requests;

namespace RulesRouter.Economics.Beliefs;

/// <summary>What is believed of the success of endpoints of which the same is believed, at one task and tier.</summary>
/// <param name="ofTask">Over tasks of any difficulty.</param>
/// <param name="ofTier">Over those of the request's tier; of any where the tier is unknown.</param>
internal sealed class BeliefClass(Belief ofTask, Belief ofTier)
{
    private readonly double mean = ofTask.Mean;
    private readonly double meanLogit = Logit.Of(ofTask.Mean);

    /// <summary>
    /// Moves the success probability to the request's own. A trained classifier predicts how models of that ability do on
    /// such a prompt (interpolated between known abilities); without one, the distance of the difficulty from its tier's middle decides.
    /// </summary>
    /// <param name="difficulty">0..1; null where it is unknown.</param>
    public Belief ToRequest(Classification classification, double? difficulty)
    {
        if (classification.SuccessAt(mean) is { } chance)
        {
            // The task's belief is over prompts of any difficulty, as the classifier's abilities are.
            return ofTask.Shifted(Logit.Of(chance) - meanLogit) with { Variance = ofTier.Variance };
        }

        return difficulty is { } score
            ? ofTier.Shifted(DifficultyShift.Of(score) - DifficultyShift.OfTier(ComplexityTiers.Of(score)))
            : ofTier;
    }
}
