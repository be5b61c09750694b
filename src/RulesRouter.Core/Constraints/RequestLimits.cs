using System.Collections.Immutable;

namespace RulesRouter.Constraints;

/// <summary>What one request itself asks of an endpoint. Null asks nothing.</summary>
/// <param name="Capabilities">Names of the capabilities it needs.</param>
/// <param name="ContextTokens">Input and the longest answer together.</param>
/// <param name="OutputTokens">The longest answer.</param>
/// <param name="DeadlineMs">Milliseconds until the complete answer is needed.</param>
/// <param name="BudgetUsd">US dollars left for all hops together, at least 0.</param>
internal readonly record struct RequestLimits(
    ImmutableSortedSet<string> Capabilities,
    double? ContextTokens,
    double? OutputTokens,
    double? DeadlineMs,
    double? BudgetUsd);
