using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>What matched rules constrain: always, and as far as their preferences are kept. Shared by all requests that match them alike, so each set is combined once.</summary>
/// <param name="preferred">In declared order.</param>
internal sealed class RuleConstraints(ConstraintSet required, ImmutableArray<SetConstraint> preferred)
{
    private readonly ConstraintSet?[] kept = new ConstraintSet?[preferred.Length + 1];
    private readonly ConstraintSet?[] alone = new ConstraintSet?[preferred.Length + 1];

    /// <summary>The required constraints with the first of the preferred ones.</summary>
    public ConstraintSet With(int first) => first == 0 ? required : kept[first] ??= required.With(Preferred(first).Rows);

    /// <summary>The first of the preferred ones without the required.</summary>
    public ConstraintSet Preferred(int first) => alone[first] ??= MatchedRules.Combine(preferred.Take(first));
}
