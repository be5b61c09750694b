using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Requests;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Verification.Proving.Witnesses;

/// <summary>Everything one decision depends on: a request that shows something, with the circumstances under which it does.</summary>
/// <param name="Classification">What the classifier would have to return.</param>
public sealed record Witness(DecisionRequest Request, Classification Classification, RouterState State, DateTimeOffset At, bool AllowSampleEvidence)
{
    /// <summary>The evaluator's own word, with the trace.</summary>
    public DecisionAnswer Decide(CompiledPolicySet set) =>
        new PolicyDecisionPoint(set, new PinnedClassifier(Classification), new DecisionSettings(AllowSampleEvidence)).Decide(Request with { Explain = true }, At, State);
}
