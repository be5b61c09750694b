using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>A decision, or every error of the request that prevented one.</summary>
/// <param name="Facts">The facts that the rules read, for the record.</param>
/// <param name="Classification">The classification used, for the record.</param>
public sealed record DecisionAnswer(
    Decision? Decision,
    ImmutableArray<RequestError> Errors,
    RequestFacts? Facts = null,
    Classification? Classification = null);

/// <param name="AllowSampleEvidence">Sample facts count as known; every decision that rests on them reports it.</param>
/// <param name="Executor">How conditions are matched.</param>
/// <param name="ClassifyWhenNeeded">
/// The classifier runs only if its result can change the decision; otherwise the decision reports no complexity.
/// Not for hosts that record classifications to replay requests with another policy or to learn from outcomes.
/// </param>
public sealed record DecisionSettings(
    bool AllowSampleEvidence = false,
    Executor Executor = Executor.Index,
    bool ClassifyWhenNeeded = false);

/// <summary>The two executors of conditions; both give the same matches.</summary>
public enum Executor
{
    /// <summary>All rules at once, by index lookups.</summary>
    Index,

    /// <summary>RulesEngine over the compiled workflows, rule by rule: the reference.</summary>
    Reference,
}
