using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Moves a condition to another schema that has the same facts in other slots.</summary>
internal static class ConditionTransfer
{
    /// <summary>Null if the condition calls a script, or reads a fact that the other schema lacks or defines differently.</summary>
    public static Condition? Move(Condition condition, FactSchema from, FactSchema to) =>
        !ConditionFacts.Calls(condition).Any()
            && ConditionFacts.Of(condition).All(slot => to.TryFind(from[slot].Name, out var found) && to[found] == from[slot])
            ? Moved(condition, slot => to.TryFind(from[slot].Name, out var found) ? found : throw new UnreachableException())
            : null;

    private static Condition Moved(Condition condition, Func<FactSlot, FactSlot> slot) => condition switch
    {
        Condition.Literal => condition,
        Condition.All all => all with { Operands = [.. all.Operands.Select(operand => Moved(operand, slot))] },
        Condition.Any any => any with { Operands = [.. any.Operands.Select(operand => Moved(operand, slot))] },
        Condition.Not not => not with { Operand = Moved(not.Operand, slot) },
        Condition.BooleanFact boolean => boolean with { Fact = slot(boolean.Fact) },
        Condition.CompareNumbers compare => compare with { Left = Moved(compare.Left, slot), Right = Moved(compare.Right, slot) },
        Condition.OneOf oneOf => oneOf with { Text = Moved(oneOf.Text, slot) },
        Condition.SameString same => same with { Left = Moved(same.Left, slot), Right = Moved(same.Right, slot) },
        Condition.TestString test => test with { Text = Moved(test.Text, slot) },
        Condition.SetHolds set => set with { Fact = slot(set.Fact) },
        Condition.Has has => has with { Fact = slot(has.Fact) },
        _ => throw new UnreachableException($"unknown condition {condition.GetType().Name}"),
    };

    private static NumberTerm Moved(NumberTerm term, Func<FactSlot, FactSlot> slot) => term switch
    {
        NumberTerm.Literal => term,
        NumberTerm.Fact fact => new NumberTerm.Fact(slot(fact.Slot)),
        NumberTerm.Arithmetic arithmetic => arithmetic with { Left = Moved(arithmetic.Left, slot), Right = Moved(arithmetic.Right, slot) },
        NumberTerm.Length length => new NumberTerm.Length(Moved(length.Text, slot)),
        _ => throw new UnreachableException($"unknown number {term.GetType().Name}"),
    };

    private static StringTerm Moved(StringTerm term, Func<FactSlot, FactSlot> slot) => term switch
    {
        StringTerm.Fact fact => new StringTerm.Fact(slot(fact.Slot)),
        StringTerm.LowerCase lower => new StringTerm.LowerCase(Moved(lower.Text, slot)),
        StringTerm.UpperCase upper => new StringTerm.UpperCase(Moved(upper.Text, slot)),
        _ => throw new UnreachableException($"unknown string {term.GetType().Name}"),
    };
}
