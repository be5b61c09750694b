using RulesRouter.Classifiers;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Wire.Records;

namespace RulesRouter.Verification.Witnesses;

/// <summary>Everything that a decision depends on: request, classification, state and time.</summary>
/// <param name="Recorded">Its classification is what the classifier would have to return.</param>
internal sealed record Witness(RecordedRequest Recorded, DateTimeOffset At)
{
    /// <summary>The evaluator's decision with its trace.</summary>
    public DecisionAnswer Decide(CompiledPolicySet set) =>
        new PolicyDecisionPoint(set, new HeuristicClassifier(), new DecisionSettings(Recorded.AllowSampleEvidence))
            .Decide(Recorded.Request with { Explain = true }, Recorded.Classification, At, Recorded.State);
}
