using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>
/// Finds the dimension of a condition that the index can look up: membership, comparison with constants, booleans and presence.
/// </summary>
internal sealed class DimensionKeys(FactSchema schema)
{
    /// <summary>Null if the condition is about several dimensions or none, or cannot be looked up.</summary>
    public DimensionKey? Of(Condition condition) => condition switch
    {
        Condition.Not not => Of(not.Operand),
        Condition.All all => OfAll(all.Operands),
        Condition.Any any => OfAll(any.Operands),
        Condition.BooleanFact flag => new DimensionKey(flag.Fact),
        Condition.Has has => new DimensionKey(has.Fact),
        Condition.SetHolds set => new DimensionKey(set.Fact, set.Member),
        Condition.OneOf { Text: StringTerm.Fact fact } when schema[fact.Slot].Type is FactType.String or FactType.Enum =>
            new DimensionKey(fact.Slot),
        Condition.CompareNumbers { Left: NumberTerm.Fact fact, Right: NumberTerm.Literal { Value: not double.NaN } } =>
            new DimensionKey(fact.Slot),
        Condition.CompareNumbers { Left: NumberTerm.Literal { Value: not double.NaN }, Right: NumberTerm.Fact fact } =>
            new DimensionKey(fact.Slot),
        Condition.Literal or Condition.CompareNumbers or Condition.OneOf or Condition.SameString or Condition.TestString
            or Condition.Script => null,
        _ => throw new UnreachableException(),
    };

    private DimensionKey? OfAll(ImmutableArray<Condition> operands)
    {
        DimensionKey? common = null;
        foreach (var operand in operands)
        {
            if (operand is Condition.Literal)
            {
                continue;
            }

            if (Of(operand) is not { } key || (common is { } other && other != key))
            {
                return null;
            }

            common = key;
        }

        return common;
    }
}
