using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>
/// The constraints of matched rules, with any number of their preferred constraints kept. Shared by all requests with the same matches, so
/// each set is combined once.
/// </summary>
/// <param name="preferred">In declared order.</param>
internal sealed class RuleConstraints(ConstraintSet required, ImmutableArray<SetConstraint> preferred)
{
    private readonly ConstraintSet?[] kept = new ConstraintSet?[preferred.Length + 1];
    private readonly ConstraintSet?[] alone = new ConstraintSet?[preferred.Length + 1];

    /// <summary>Required constraints and the first <paramref name="first"/> preferred ones.</summary>
    public ConstraintSet With(int first) => first == 0 ? required : kept[first] ??= required.With(Preferred(first).Rows);

    /// <summary>The first <paramref name="first"/> preferred constraints only.</summary>
    public ConstraintSet Preferred(int first) => alone[first] ??= Combine(preferred.Take(first));

    public static ConstraintSet Combine(IEnumerable<SetConstraint> constraints) =>
        ConstraintSet.Combine(constraints.Select(one => (one.RuleId, one.Definition, one.Value)));
}
