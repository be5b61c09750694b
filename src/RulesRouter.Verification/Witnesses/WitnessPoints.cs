using System.Runtime.CompilerServices;
using RulesRouter.Classifiers;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;

namespace RulesRouter.Verification.Witnesses;

/// <summary>
/// The decision points that decide witnesses, two for each policy set: beliefs and combined rules are computed once for all its witnesses.
/// </summary>
internal sealed class WitnessPoints(CompiledPolicySet set)
{
    private static readonly ConditionalWeakTable<CompiledPolicySet, WitnessPoints> OfSet = [];

    private readonly PolicyDecisionPoint strict = Point(set, allowSampleEvidence: false);
    private readonly PolicyDecisionPoint trusting = Point(set, allowSampleEvidence: true);

    public static PolicyDecisionPoint Of(CompiledPolicySet set, bool allowSampleEvidence)
    {
        var points = OfSet.GetValue(set, key => new WitnessPoints(key));
        return allowSampleEvidence ? points.trusting : points.strict;
    }

    private static PolicyDecisionPoint Point(CompiledPolicySet set, bool allowSampleEvidence) =>
        new(set, new HeuristicClassifier(), new DecisionSettings(allowSampleEvidence));
}
