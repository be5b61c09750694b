using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Filtering;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>Candidates that satisfy the same preferred constraints.</summary>
/// <param name="Ranked">Best first; enumerated only as far as a chain has room.</param>
/// <param name="BudgetUsd">US dollars for the whole chain up to a hop of this level; infinite without a bound.</param>
/// <param name="Dropped">Preferred constraints that earlier levels satisfy and this one need not.</param>
internal sealed record ChainLevel(
    IEnumerable<Candidate> Ranked,
    double BudgetUsd,
    ImmutableArray<DroppedConstraint> Dropped,
    Eligibility Eligibility)
{
    /// <summary>US dollars of a hop of any level at the tightest cap that the decision may set; infinite if unknown.</summary>
    public double BoundedCaseUsd(Hop hop) => Eligibility.CandidateOf(hop).BoundedCaseUsd;
}
