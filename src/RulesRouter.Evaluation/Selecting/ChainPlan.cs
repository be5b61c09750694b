using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>A chain of least expected total cost.</summary>
/// <param name="Ranked">Every qualified candidate, by what each would cost alone; worked out when asked.</param>
internal sealed record ChainPlan(ImmutableArray<Hop> Chain, Func<ImmutableArray<RankedCandidate>> Ranked, Expectation Expectation);
