using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>The result of filtering: the eligible endpoints, arm by arm if the selection splits.</summary>
/// <param name="PreferredKept">Number of preferred constraints that were kept, the first declared first.</param>
/// <param name="First">The arm that selects; empty only if no endpoint is eligible.</param>
/// <param name="Others">Arms drawn after it.</param>
/// <param name="Drawn">Name of the arm drawn first; null if the selection does not split.</param>
internal sealed record FilteredCandidates(
    CombinedEffects Effects,
    int PreferredKept,
    FilteredArm First,
    ImmutableArray<FilteredArm> Others,
    string? Drawn)
{
    public bool IsEmpty => First.IsEmpty;

    /// <summary>Only endpoints of the model that the client named are candidates.</summary>
    public bool KeepsRequestedModel { get; init; }

    /// <summary>US dollars for the whole chain; infinite without a bound.</summary>
    public double BudgetUsd => Effects.BudgetUsd(PreferredKept);

    /// <summary>The preferred constraints that others keep and these do not, in the order in which they are dropped.</summary>
    public ImmutableArray<DroppedConstraint> DroppedSince(int kept) => kept == PreferredKept
        ? []
        :
        [
            .. Effects.Preferred.Take(kept).Skip(PreferredKept).Reverse()
                .Select(one => new DroppedConstraint(one.Definition, one.Value, one.RuleId)),
        ];

    /// <summary>The arm in which an endpoint is eligible; null if there is none.</summary>
    public FilteredArm? ArmOf(int endpoint)
    {
        if (First.Eligibility.Passed[endpoint])
        {
            return First;
        }

        foreach (var arm in Others)
        {
            if (arm.Eligibility.Passed[endpoint])
            {
                return arm;
            }
        }

        return null;
    }
}
