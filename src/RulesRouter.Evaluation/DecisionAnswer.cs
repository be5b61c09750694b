using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation;

/// <summary>A decision, or every fault of the request that stood in its way.</summary>
public sealed record DecisionAnswer(Decision? Decision, ImmutableArray<RequestFault> Faults);

/// <param name="AllowSampleEvidence">Sample facts count as known; every decision that rests on them says so.</param>
public sealed record DecisionSettings(bool AllowSampleEvidence = false);
