using System.Collections.Immutable;
using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>What a chain search is asked about its options.</summary>
/// <param name="Weights">Of the scenarios; they sum to 1.</param>
/// <param name="Terms">What a failure, an edit and a verification cost, and how the verifier errs.</param>
/// <param name="Longest">The maximum number of attempts, at least 1.</param>
/// <param name="BudgetUsd">US dollars that the attempts' worst cases may add up to.</param>
internal readonly record struct ChainQuestion(ImmutableArray<double> Weights, CostRule Terms, int Longest, double BudgetUsd)
{
    /// <summary>Whether another question is the same, figure by figure.</summary>
    public bool IsSame(in ChainQuestion other) =>
        Longest == other.Longest
        && BudgetUsd == other.BudgetUsd
        && (ReferenceEquals(Terms, other.Terms) || Terms == other.Terms)
        && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan());
}
