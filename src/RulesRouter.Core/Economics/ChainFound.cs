using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>What a search came to.</summary>
/// <param name="Chain">Indices of options in order of attempts; empty where none fits the budget.</param>
/// <param name="RankedUsd">What was minimised: the quantile of the expected total cost over the draws.</param>
/// <param name="RunnerUp">The best chain that starts with another option; empty where there is none.</param>
/// <param name="RunnerUpUsd">Its quantile.</param>
/// <param name="Visited">Chains whose cost was worked out.</param>
/// <param name="Considered">Options left after those were dropped that can stand in no best chain.</param>
/// <param name="IsExact">False where the search was cut short; the chain is then the best of those visited.</param>
public sealed record ChainFound(
    ImmutableArray<int> Chain,
    double RankedUsd,
    ImmutableArray<int> RunnerUp,
    double RunnerUpUsd,
    int Visited,
    int Considered,
    bool IsExact);
