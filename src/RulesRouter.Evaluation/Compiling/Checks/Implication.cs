using System.Diagnostics;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>Whether one condition implies another, as far as their shape shows it. A result of true is always right.</summary>
internal static class Implication
{
    /// <summary>True only if the second is certainly true whenever the first is.</summary>
    public static bool Holds(Condition first, Condition second) => Contradictions.IsImpossible(first) || HoldsWherePossible(first, second);

    /// <summary>
    /// The same for a first condition that is known not to be <see cref="Contradictions.IsImpossible"/>: a caller that compares many pairs
    /// checks that once per condition.
    /// </summary>
    public static bool HoldsWherePossible(Condition first, Condition second)
    {
        if (second is Condition.Literal { Value: true } || Same(first, second))
        {
            return true;
        }

        return (first, second) switch
        {
            (Condition.Any any, _) => any.Operands.All(operand => Holds(operand, second)),
            (_, Condition.All all) => all.Operands.All(operand => HoldsWherePossible(first, operand)),
            (Condition.All all, _) when all.Operands.Any(operand => HoldsWherePossible(operand, second)) => true,
            (_, Condition.Any any) => any.Operands.Any(operand => HoldsWherePossible(first, operand)),
            (Condition.OneOf a, Condition.OneOf b) => a.Text == b.Text && NameSets.IsSubset(a.Values, b.Values),
            (Condition.CompareNumbers a, Condition.CompareNumbers b) => a.Left == b.Left
                && a.Right is NumberTerm.Literal x
                && b.Right is NumberTerm.Literal y
                && Implies(a.Relation, x.Value, b.Relation, y.Value),
            (Condition.Literal or Condition.All or Condition.Not or Condition.Leaf, _) => false,
            _ => throw new UnreachableException(),
        };
    }

    private static bool Implies(NumberRelation relation, double value, NumberRelation wanted, double bound) => (relation, wanted) switch
    {
        (NumberRelation.Equal, _) => Compare(value, wanted, bound),
        (NumberRelation.Less or NumberRelation.LessOrEqual, NumberRelation.LessOrEqual) => value <= bound,
        (NumberRelation.Less, NumberRelation.Less) => value <= bound,
        (NumberRelation.LessOrEqual, NumberRelation.Less) => value < bound,
        (NumberRelation.Greater or NumberRelation.GreaterOrEqual, NumberRelation.GreaterOrEqual) => value >= bound,
        (NumberRelation.Greater, NumberRelation.Greater) => value >= bound,
        (NumberRelation.GreaterOrEqual, NumberRelation.Greater) => value > bound,
        (NumberRelation.NotEqual or NumberRelation.Less or NumberRelation.LessOrEqual or NumberRelation.Greater
            or NumberRelation.GreaterOrEqual, _) => false,
    };

    private static bool Compare(double left, NumberRelation relation, double right) => relation switch
    {
        NumberRelation.Less => left < right,
        NumberRelation.LessOrEqual => left <= right,
        NumberRelation.Equal => left == right,
        NumberRelation.NotEqual => left != right,
        NumberRelation.GreaterOrEqual => left >= right,
        NumberRelation.Greater => left > right,
    };

    /// <summary>Equality without source spans.</summary>
    private static bool Same(Condition first, Condition second) => (first, second) switch
    {
        (Condition.All a, Condition.All b) => a.Operands.Length == b.Operands.Length
            && a.Operands.Zip(b.Operands).All(pair => Same(pair.First, pair.Second)),
        (Condition.Any a, Condition.Any b) => a.Operands.Length == b.Operands.Length
            && a.Operands.Zip(b.Operands).All(pair => Same(pair.First, pair.Second)),
        (Condition.Not a, Condition.Not b) => Same(a.Operand, b.Operand),
        (Condition.OneOf a, Condition.OneOf b) => a.Text == b.Text && NameSets.AreEqual(a.Values, b.Values),
        (
            Condition.Literal or Condition.BooleanFact or Condition.CompareNumbers or Condition.SameString or Condition.TestString
                or Condition.SetHolds or Condition.Has,
            _) =>
            first with { Span = default } == second with { Span = default },
        (Condition.All or Condition.Any or Condition.Not or Condition.OneOf or Condition.Script, _) => false,
        _ => throw new UnreachableException(),
    };
}
