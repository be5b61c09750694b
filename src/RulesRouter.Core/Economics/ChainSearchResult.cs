using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>The result of a chain search.</summary>
/// <param name="Chain">Indices of options in order of attempts; empty where none fits the budget.</param>
/// <param name="Usd">Its expected total cost.</param>
/// <param name="RunnerUp">The best chain that starts with another of the options considered; empty where there is none.</param>
/// <param name="RunnerUpUsd">Its expected total cost.</param>
/// <param name="Visited">Chains whose cost was computed.</param>
/// <param name="Considered">Options left after dropping those that no best chain needs.</param>
/// <param name="IsExact">False where the search was cut short; the chain is then the best of those visited.</param>
internal sealed record ChainSearchResult(
    ImmutableArray<int> Chain,
    double Usd,
    ImmutableArray<int> RunnerUp,
    double RunnerUpUsd,
    int Visited,
    int Considered,
    bool IsExact);
