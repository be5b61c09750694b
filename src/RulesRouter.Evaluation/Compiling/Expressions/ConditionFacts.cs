using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>The facts a condition reads, and the scripts it calls.</summary>
internal static class ConditionFacts
{
    public static IEnumerable<FactSlot> Of(Condition condition) => condition switch
    {
        Condition.All all => all.Operands.SelectMany(Of),
        Condition.Any any => any.Operands.SelectMany(Of),
        Condition.Not not => Of(not.Operand),
        Condition.Literal or Condition.Leaf => OfLeaf(condition, optional: true),
        _ => throw new UnreachableException(),
    };

    /// <summary>The facts without which a comparison is unknown: all except optional inputs of scripts.</summary>
    public static IEnumerable<FactSlot> NeededBy(Condition comparison) => OfLeaf(comparison, optional: false);

    /// <summary>Each call once, nested calls before the calls they are inputs of.</summary>
    public static IEnumerable<ScriptCall> Calls(Condition condition) => condition switch
    {
        Condition.All all => all.Operands.SelectMany(Calls).Distinct(),
        Condition.Any any => any.Operands.SelectMany(Calls).Distinct(),
        Condition.Not not => Calls(not.Operand),
        Condition.Script script => WithInner(script.Call),
        Condition.CompareNumbers compare => Calls(compare.Left).Concat(Calls(compare.Right)).Distinct(),
        Condition.Literal or Condition.BooleanFact or Condition.OneOf or Condition.SameString or Condition.TestString
            or Condition.SetHolds or Condition.Has => [],
        _ => throw new UnreachableException(),
    };

    public static IEnumerable<FactSlot> Of(ScriptArgument argument, bool optional) => argument switch
    {
        ScriptArgument.Number number => Of(number.Term, optional),
        ScriptArgument.String text => Of(text.Term),
        ScriptArgument.Fact fact => [fact.Slot],
        ScriptArgument.Literal => [],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<FactSlot> OfLeaf(Condition leaf, bool optional) => leaf switch
    {
        Condition.BooleanFact flag => [flag.Fact],
        Condition.Has has => [has.Fact],
        Condition.SetHolds set => [set.Fact],
        Condition.CompareNumbers compare => Of(compare.Left, optional).Concat(Of(compare.Right, optional)),
        Condition.OneOf oneOf => Of(oneOf.Text),
        Condition.SameString same => Of(same.Left).Concat(Of(same.Right)),
        Condition.TestString test => Of(test.Text),
        Condition.Script script => Of(script.Call, optional),
        Condition.Literal or Condition.All or Condition.Any or Condition.Not => [],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<FactSlot> Of(NumberTerm term, bool optional) => term switch
    {
        NumberTerm.Fact fact => [fact.Slot],
        NumberTerm.Length length => Of(length.Text),
        NumberTerm.Arithmetic sum => Of(sum.Left, optional).Concat(Of(sum.Right, optional)),
        NumberTerm.Script script => Of(script.Call, optional),
        NumberTerm.Literal => [],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<FactSlot> Of(StringTerm term) => term switch
    {
        StringTerm.Fact fact => [fact.Slot],
        StringTerm.LowerCase lowered => Of(lowered.Text),
        StringTerm.UpperCase raised => Of(raised.Text),
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<FactSlot> Of(ScriptCall call, bool optional) =>
        call.Arguments.Where((_, index) => optional || !call.Script.Inputs[index].IsOptional)
            .SelectMany(argument => Of(argument, optional));

    private static IEnumerable<ScriptCall> Calls(NumberTerm term) => term switch
    {
        NumberTerm.Script script => WithInner(script.Call),
        NumberTerm.Arithmetic sum => Calls(sum.Left).Concat(Calls(sum.Right)),
        NumberTerm.Literal or NumberTerm.Fact or NumberTerm.Length => [],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<ScriptCall> WithInner(ScriptCall call) =>
        call.Arguments.OfType<ScriptArgument.Number>().SelectMany(argument => Calls(argument.Term)).Append(call);
}
