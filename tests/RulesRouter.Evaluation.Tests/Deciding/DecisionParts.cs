using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>
/// The parts that a decision has only if it is routed, or only if it is denied; null otherwise, which the tests that read them assert.
/// </summary>
internal static class DecisionParts
{
    extension(Decision decision)
    {
        public bool IsRouted => decision is Routed;

        public Denied Denial => (decision as Denied)!;

        public EvidenceKind Evidence => (decision as Routed)?.Evidence ?? EvidenceKind.Verified;

        public ConstraintSet Preferred => (decision as Routed)?.Preferred ?? ConstraintSet.Empty;

        public ValueList<AdvisoryFinding> Advisories => (decision as Routed)?.Advisories ?? [];

        public SplitChoice Split => (decision as Routed)?.Split!;

        public ShadowHop Shadow => (decision as Routed)?.Shadow!;

        public Expectation Expectation => (decision as Routed)?.Expectation!;

        public DecisionTrace Trace => decision.Explanation.Trace!;

        public ValueList<string> Reasons => decision.Explanation.Reasons;
    }
}
