using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>A chain of least expected total cost.</summary>
/// <param name="Ranked">Every qualified candidate: the chain first, then by what each would cost alone.</param>
internal sealed record ChainPlan(ImmutableArray<Hop> Chain, ImmutableArray<RankedCandidate> Ranked, Expectation Expectation);
