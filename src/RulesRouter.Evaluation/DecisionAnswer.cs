using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>A decision, or every fault of the request that stood in its way.</summary>
/// <param name="Facts">What the rules saw, for the record: every known fact.</param>
/// <param name="Classification">What was believed about the text, for the record.</param>
public sealed record DecisionAnswer(Decision? Decision, ImmutableArray<RequestFault> Faults, RequestFacts? Facts = null, Classification? Classification = null);

/// <param name="AllowSampleEvidence">Sample facts count as known; every decision that rests on them says so.</param>
/// <param name="Executor">Who matches conditions.</param>
/// <param name="ClassifyWhenNeeded">
/// The classifier is asked only where what it believes can change whom a decision chooses; elsewhere the decision reports no complexity.
/// Not for those who keep what was believed, to replay requests by another policy or to learn from outcomes.
/// </param>
public sealed record DecisionSettings(bool AllowSampleEvidence = false, Executor Executor = Executor.Index, bool ClassifyWhenNeeded = false);

/// <summary>The two ways in which conditions are matched; they never differ in what they find.</summary>
public enum Executor
{
    /// <summary>All rules at once, by look-ups.</summary>
    Index,

    /// <summary>RulesEngine over the emitted workflows, rule by rule: the reference.</summary>
    Reference,
}
