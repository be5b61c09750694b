using System.Diagnostics;

namespace RulesRouter.Policies.Conditions;

/// <summary>Evaluates a condition tree: the reference for both executors of workflows.</summary>
internal static class ConditionValue
{
    public static Truth Of(Condition condition, RequestFacts facts) => condition switch
    {
        Condition.Literal literal => TruthOf(literal.Value),
        Condition.All all => all.Operands.Select(operand => Of(operand, facts)).Append(Truth.True).Min(),
        Condition.Any any => any.Operands.Select(operand => Of(operand, facts)).Append(Truth.False).Max(),
        Condition.Not not => Truth.True - (int)Of(not.Operand, facts),
        Condition.BooleanFact flag => facts[flag.Fact] is { IsKnown: true } value ? TruthOf(value.Flag) : Truth.Unknown,
        Condition.CompareNumbers compare => Compare(Of(compare.Left, facts), compare.Relation, Of(compare.Right, facts)),
        Condition.OneOf oneOf => Of(oneOf.Text, facts) is { } text ? TruthOf(oneOf.Values.Contains(text)) : Truth.Unknown,
        Condition.SameString same => (Of(same.Left, facts), Of(same.Right, facts)) is ({ } left, { } right)
            ? TruthOf(string.Equals(left, right, StringComparison.Ordinal))
            : Truth.Unknown,
        Condition.TestString test => Of(test.Text, facts) is { } text ? TruthOf(Holds(text, test.Test, test.Part)) : Truth.Unknown,
        Condition.SetHolds set => facts[set.Fact].Set is { } members ? TruthOf(members.Contains(set.Member)) : Truth.Unknown,
        Condition.Script script => TruthOf(facts.AnswerOf(script.Call)),
        Condition.Has has => TruthOf(facts[has.Fact].IsKnown),
        _ => throw new UnreachableException($"unknown condition {condition.GetType().Name}"),
    };

    /// <summary>NaN where unknown.</summary>
    public static double Of(NumberTerm term, RequestFacts facts) => term switch
    {
        NumberTerm.Literal literal => literal.Value,
        NumberTerm.Fact fact => facts[fact.Slot].Number,
        NumberTerm.Script script => facts.AnswerOf(script.Call).Value,
        NumberTerm.Length length => Of(length.Text, facts)?.Length ?? double.NaN,
        NumberTerm.Arithmetic { Operator: ArithmeticOperator.Add } sum => Of(sum.Left, facts) + Of(sum.Right, facts),
        NumberTerm.Arithmetic { Operator: ArithmeticOperator.Subtract } difference => Of(difference.Left, facts) - Of(
            difference.Right,
            facts),
        NumberTerm.Arithmetic { Operator: ArithmeticOperator.Multiply } product => Of(product.Left, facts) * Of(product.Right, facts),
        NumberTerm.Arithmetic { Operator: ArithmeticOperator.Divide } quotient => Of(quotient.Left, facts) / Of(quotient.Right, facts),
        _ => throw new UnreachableException($"unknown number {term.GetType().Name}"),
    };

    /// <summary>Null where unknown.</summary>
    public static string? Of(StringTerm term, RequestFacts facts) => term switch
    {
        StringTerm.Fact fact => facts[fact.Slot].Text,
        StringTerm.LowerCase lowered => Of(lowered.Text, facts)?.ToLowerInvariant(),
        StringTerm.UpperCase raised => Of(raised.Text, facts)?.ToUpperInvariant(),
        _ => throw new UnreachableException($"unknown string {term.GetType().Name}"),
    };

    private static Truth Compare(double left, NumberRelation relation, double right)
    {
        if (double.IsNaN(left) || double.IsNaN(right))
        {
            return Truth.Unknown;
        }

        return TruthOf(relation switch
        {
            NumberRelation.Less => left < right,
            NumberRelation.LessOrEqual => left <= right,
            NumberRelation.Equal => left == right,
            NumberRelation.NotEqual => left != right,
            NumberRelation.GreaterOrEqual => left >= right,
            NumberRelation.Greater => left > right,
        });
    }

    private static bool Holds(string text, StringTest test, string part) => test switch
    {
        StringTest.StartsWith => text.StartsWith(part, StringComparison.Ordinal),
        StringTest.EndsWith => text.EndsWith(part, StringComparison.Ordinal),
        StringTest.Contains => text.Contains(part, StringComparison.Ordinal),
    };

    private static Truth TruthOf(ScriptAnswer answer) => answer.IsKnown ? TruthOf(answer.Value != 0) : Truth.Unknown;

    private static Truth TruthOf(bool value) => value ? Truth.True : Truth.False;
}
