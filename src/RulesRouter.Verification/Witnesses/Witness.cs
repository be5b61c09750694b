using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Wire.Records;

namespace RulesRouter.Verification.Witnesses;

/// <summary>Everything that a decision depends on: request, classification, state and time.</summary>
/// <param name="Recorded">Its classification is what the classifier would have to return.</param>
internal sealed record Witness(RecordedRequest Recorded, DateTimeOffset At)
{
    /// <summary>The evaluator's decision.</summary>
    /// <param name="explained">With its trace, which lists every excluded endpoint and takes longer to write than the decision.</param>
    public DecisionAnswer Decide(CompiledPolicySet set, bool explained = true) =>
        WitnessPoints.Of(set, Recorded.AllowSampleEvidence)
            .Decide(Recorded.Request with { Explain = explained }, Recorded.Classification, At, Recorded.State);
}
