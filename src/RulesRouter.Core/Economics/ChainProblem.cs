using System.Collections.Immutable;
using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>The problem that a chain search solves.</summary>
/// <param name="Options">What may be attempted, each at most once.</param>
/// <param name="Weights">Of the scenarios; they sum to 1.</param>
/// <param name="Terms">What a failure, an edit and a verification cost, and how the verifier errs.</param>
/// <param name="Longest">The maximum number of attempts, at least 1.</param>
internal sealed record ChainProblem(ImmutableArray<AttemptOption> Options, ImmutableArray<double> Weights, CostRule Terms, int Longest)
{
    /// <summary>US dollars that the attempts' worst cases may add up to.</summary>
    public double BudgetUsd { get; init; } = double.PositiveInfinity;

    /// <summary>The problem without its options.</summary>
    public ChainQuestion Question => new(Weights, Terms, Longest, BudgetUsd);
}
