using System.Collections.Immutable;
using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>What a chain is searched for.</summary>
/// <param name="Options">What may be attempted, each at most once.</param>
/// <param name="Weights">Of the scenarios; they sum to 1.</param>
/// <param name="Terms">What a failure, an edit and a verification cost, and how the verifier errs.</param>
/// <param name="Longest">Attempts at most, at least 1.</param>
public sealed record ChainQuestion(ImmutableArray<AttemptOption> Options, ImmutableArray<double> Weights, CostRule Terms, int Longest)
{
    /// <summary>US dollars that the attempts' worst cases may add up to.</summary>
    public double BudgetUsd { get; init; } = double.PositiveInfinity;
}
