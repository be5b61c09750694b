using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>
/// Contradictions between the conjuncts of conditions: proves some conditions impossible and some pairs disjoint. A result of true is
/// always right.
/// </summary>
internal static class Contradictions
{
    public static bool IsImpossible(Condition condition) => condition switch
    {
        Condition.Literal literal => !literal.Value,
        Condition.Any any => any.Operands.All(IsImpossible),
        Condition.All or Condition.Not or Condition.Leaf => ContradictsItself([.. Conjuncts(condition)]),
        _ => throw new UnreachableException(),
    };

    /// <summary>True only if no request makes both certainly true.</summary>
    public static bool AreDisjoint(Condition left, Condition right) =>
        IsImpossible(left) || IsImpossible(right) || AreDisjointWherePossible(left, right);

    /// <summary>
    /// The same for conditions that are known not to be <see cref="IsImpossible"/>: a caller that compares many pairs checks that once per
    /// condition.
    /// </summary>
    public static bool AreDisjointWherePossible(Condition left, Condition right) => (left, right) switch
    {
        (Condition.Any any, _) => any.Operands.All(operand => AreDisjoint(operand, right)),
        (_, Condition.Any any) => any.Operands.All(operand => AreDisjoint(left, operand)),
        (Condition.Literal or Condition.All or Condition.Not or Condition.Leaf, _) =>
            ContradictsItself([.. Conjuncts(left), .. Conjuncts(right)]),
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<Condition> Conjuncts(Condition condition) => condition switch
    {
        Condition.All all => all.Operands.SelectMany(Conjuncts),
        Condition.Not { Operand: Condition.Any any } => any.Operands.SelectMany(
            operand => Conjuncts(new Condition.Not(operand, operand.Span))),
        Condition.Not { Operand: Condition.Not inner } => Conjuncts(inner.Operand),
        Condition.Literal or Condition.Any or Condition.Not or Condition.Leaf => [condition],
        _ => throw new UnreachableException(),
    };

    private static bool ContradictsItself(List<Condition> conjuncts)
    {
        for (var second = 0; second < conjuncts.Count; second++)
        {
            if (conjuncts[second] is Condition.Literal { Value: false } or Condition.Any { Operands.IsEmpty: true })
            {
                return true;
            }

            for (var first = 0; first < second; first++)
            {
                if (Contradict(conjuncts[first], conjuncts[second]) || Contradict(conjuncts[second], conjuncts[first]))
                {
                    return true;
                }
            }
        }

        return NumberRange.AnyEmpty(conjuncts);
    }

    private static bool Contradict(Condition first, Condition second) => (first, second) switch
    {
        (Condition.BooleanFact a, Condition.Not { Operand: Condition.BooleanFact b }) => a.Fact == b.Fact,
        (Condition.OneOf a, Condition.OneOf b) => a.Text == b.Text && !NameSets.Overlap(a.Values, b.Values),
        (Condition.OneOf a, Condition.Not { Operand: Condition.OneOf b }) => a.Text == b.Text && NameSets.IsSubset(a.Values, b.Values),
        (Condition.SetHolds a, Condition.Not { Operand: Condition.SetHolds b }) => a.Fact == b.Fact && a.Member == b.Member,
        (Condition.Not { Operand: Condition.Has missing }, var other) => other is not Condition.Not { Operand: Condition.Has }
            && Needs(other, missing.Fact),
        (Condition.Literal or Condition.All or Condition.Any or Condition.Not or Condition.Leaf, _) => false,
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether a conjunct can be certainly true only if a fact is known.</summary>
    private static bool Needs(Condition conjunct, FactSlot fact) => conjunct switch
    {
        Condition.Has has => has.Fact == fact,
        Condition.Not { Operand: Condition.All or Condition.Any or Condition.Has } or Condition.All or Condition.Any => false,
        Condition.Not not => Needs(not.Operand, fact),
        Condition.Literal or Condition.BooleanFact or Condition.CompareNumbers or Condition.OneOf or Condition.SameString
            or Condition.TestString or Condition.SetHolds
            or Condition.Script => Expressions.ConditionFacts.NeededBy(conjunct).Contains(fact),
        _ => throw new UnreachableException(),
    };
}
