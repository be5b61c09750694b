using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>What a search came to.</summary>
/// <param name="Chain">Indices of options in order of attempts; empty where none fits the budget.</param>
/// <param name="Usd">Its expected total cost.</param>
/// <param name="RunnerUp">The best chain that starts with another of the options considered; empty where there is none.</param>
/// <param name="RunnerUpUsd">Its expected total cost.</param>
/// <param name="Visited">Chains whose cost was worked out.</param>
/// <param name="Considered">Options left after those were dropped that a best chain does not need.</param>
/// <param name="IsExact">False where the search was cut short; the chain is then the best of those visited.</param>
public sealed record ChainSearchResult(
    ImmutableArray<int> Chain,
    double Usd,
    ImmutableArray<int> RunnerUp,
    double RunnerUpUsd,
    int Visited,
    int Considered,
    bool IsExact);
