using RulesRouter.Classifiers;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Json;

namespace RulesRouter.Verification.Proving.Witnesses;

/// <summary>Everything one decision depends on: a request that shows something, and the moment at which it does.</summary>
/// <param name="Recorded">The classification in it is what the classifier would have to return.</param>
public sealed record Witness(RecordedRequest Recorded, DateTimeOffset At)
{
    /// <summary>The evaluator's own word, with its trace.</summary>
    public DecisionAnswer Decide(CompiledPolicySet set) =>
        new PolicyDecisionPoint(set, new HeuristicClassifier(), new DecisionSettings(Recorded.AllowSampleEvidence))
            .Decide(Recorded.Request with { Explain = true }, Recorded.Classification, At, Recorded.State);
}
