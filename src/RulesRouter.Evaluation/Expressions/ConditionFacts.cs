using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>The facts a condition reads.</summary>
internal static class ConditionFacts
{
    public static IEnumerable<FactSlot> Of(Condition condition) => condition switch
    {
        Condition.All all => all.Operands.SelectMany(Of),
        Condition.Any any => any.Operands.SelectMany(Of),
        Condition.Not not => Of(not.Operand),
        Condition.Flag flag => [flag.Fact],
        Condition.Has has => [has.Fact],
        Condition.SetHolds set => [set.Fact],
        Condition.CompareNumbers compare => Of(compare.Left).Concat(Of(compare.Right)),
        Condition.OneOf oneOf => Of(oneOf.Text),
        Condition.SameText same => Of(same.Left).Concat(Of(same.Right)),
        Condition.TestText test => Of(test.Text),
        _ => [],
    };

    public static IEnumerable<FactSlot> Of(NumberTerm term) => term switch
    {
        NumberTerm.Fact fact => [fact.Slot],
        NumberTerm.Length length => Of(length.Text),
        NumberTerm.Arithmetic sum => Of(sum.Left).Concat(Of(sum.Right)),
        _ => [],
    };

    public static IEnumerable<FactSlot> Of(TextTerm term) => term switch
    {
        TextTerm.Fact fact => [fact.Slot],
        TextTerm.Lowered lowered => Of(lowered.Text),
        TextTerm.Raised raised => Of(raised.Text),
        _ => [],
    };
}
