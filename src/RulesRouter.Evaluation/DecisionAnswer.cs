using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>A decision, or every error of the request that prevented one.</summary>
public sealed record DecisionAnswer(Decision? Decision, ImmutableArray<RequestError> Errors)
{
    /// <summary>The facts that the rules read, for the record.</summary>
    internal RequestFacts? Facts { get; init; }

    /// <summary>The classification used, for the record.</summary>
    internal Classification? Classification { get; init; }
}
