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
