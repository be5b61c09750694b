using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>A chain of minimum expected total cost.</summary>
/// <param name="Ranked">Every eligible candidate, by its expected cost if tried alone; computed on demand.</param>
internal sealed record ExpectedCostChain(ImmutableArray<Hop> Chain, Func<ImmutableArray<RankedCandidate>> Ranked, Expectation Expectation);
