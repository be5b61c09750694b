using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Matching;

/// <summary>Compiles a condition to a delegate with the meaning of <see cref="ConditionValue"/> that allocates nothing.</summary>
internal static class ConditionDelegate
{
    public static Func<RequestFacts, Truth> Of(Condition condition) => condition switch
    {
        Condition.Literal { Value: var value } => _ => value ? Truth.True : Truth.False,
        Condition.All all => All([.. all.Operands.Select(Of)]),
        Condition.Any any => Any([.. any.Operands.Select(Of)]),
        Condition.Not not => Not(Of(not.Operand)),
        Condition.BooleanFact { Fact: var fact } => facts => facts[fact] is { IsKnown: true } value ? TruthOf(value.Flag) : Truth.Unknown,
        Condition.Has { Fact: var fact } => facts => TruthOf(facts[fact].IsKnown),
        Condition.SetHolds { Fact: var fact, Member: var member } => facts => facts[fact].Set is { } set
            ? TruthOf(set.Contains(member))
            : Truth.Unknown,
        Condition.CompareNumbers compare => Compare(Of(compare.Left), compare.Relation, Of(compare.Right)),
        Condition.OneOf oneOf => OneOf(Of(oneOf.Text), oneOf.Values),
        Condition.SameString same => Same(Of(same.Left), Of(same.Right)),
        Condition.TestString test => Test(Of(test.Text), test.Test, test.Part),
        Condition.Script => facts => ConditionValue.Of(condition, facts),
        _ => throw new UnreachableException(),
    };

    private static Func<RequestFacts, double> Of(NumberTerm term) => term switch
    {
        NumberTerm.Literal { Value: var value } => _ => value,
        NumberTerm.Fact { Slot: var slot } => facts => facts[slot].Number,
        NumberTerm.Arithmetic sum => Arithmetic(Of(sum.Left), sum.Operator, Of(sum.Right)),
        NumberTerm.Length length => Length(Of(length.Text)),
        NumberTerm.Script => facts => ConditionValue.Of(term, facts),
        _ => throw new UnreachableException(),
    };

    private static Func<RequestFacts, string?> Of(StringTerm term) => term switch
    {
        StringTerm.Fact { Slot: var slot } => facts => facts[slot].Text,
        StringTerm.LowerCase or StringTerm.UpperCase => facts => ConditionValue.Of(term, facts),
        _ => throw new UnreachableException(),
    };

    private static Func<RequestFacts, Truth> All(Func<RequestFacts, Truth>[] operands) => facts =>
    {
        var least = Truth.True;
        foreach (var operand in operands)
        {
            var truth = operand(facts);
            if (truth == Truth.False)
            {
                return Truth.False;
            }

            least = truth < least ? truth : least;
        }

        return least;
    };

    private static Func<RequestFacts, Truth> Any(Func<RequestFacts, Truth>[] operands) => facts =>
    {
        var most = Truth.False;
        foreach (var operand in operands)
        {
            var truth = operand(facts);
            if (truth == Truth.True)
            {
                return Truth.True;
            }

            most = truth > most ? truth : most;
        }

        return most;
    };

    private static Func<RequestFacts, Truth> Not(Func<RequestFacts, Truth> operand) => facts => Truth.True - (int)operand(facts);

    private static Func<RequestFacts, Truth> Compare(
        Func<RequestFacts,
        double> left,
        NumberRelation relation,
        Func<RequestFacts,
        double> right)
    {
        Func<double, double, bool> holds = relation switch
        {
            NumberRelation.Less => static (a, b) => a < b,
            NumberRelation.LessOrEqual => static (a, b) => a <= b,
            NumberRelation.Equal => static (a, b) => a == b,
            NumberRelation.NotEqual => static (a, b) => a != b,
            NumberRelation.GreaterOrEqual => static (a, b) => a >= b,
            NumberRelation.Greater => static (a, b) => a > b,
        };
        return facts =>
        {
            var (a, b) = (left(facts), right(facts));
            return double.IsNaN(a) || double.IsNaN(b) ? Truth.Unknown : TruthOf(holds(a, b));
        };
    }

    private static Func<RequestFacts, double> Arithmetic(
        Func<RequestFacts,
        double> left,
        ArithmeticOperator @operator,
        Func<RequestFacts,
        double> right) => @operator switch
        {
            ArithmeticOperator.Add => facts => left(facts) + right(facts),
            ArithmeticOperator.Subtract => facts => left(facts) - right(facts),
            ArithmeticOperator.Multiply => facts => left(facts) * right(facts),
            ArithmeticOperator.Divide => facts => left(facts) / right(facts),
        };

    private static Func<RequestFacts, double> Length(Func<RequestFacts, string?> text) => facts => text(facts)?.Length ?? double.NaN;

    private static Func<RequestFacts, Truth> OneOf(Func<RequestFacts, string?> text, ImmutableSortedSet<string> values) =>
        facts => text(facts) is { } value ? TruthOf(values.Contains(value)) : Truth.Unknown;

    private static Func<RequestFacts, Truth> Same(Func<RequestFacts, string?> left, Func<RequestFacts, string?> right) =>
        facts => left(facts) is { } a && right(facts) is { } b ? TruthOf(string.Equals(a, b, StringComparison.Ordinal)) : Truth.Unknown;

    private static Func<RequestFacts, Truth> Test(Func<RequestFacts, string?> text, StringTest test, string part) => test switch
    {
        StringTest.StartsWith => facts => text(facts) is { } value
            ? TruthOf(value.StartsWith(part, StringComparison.Ordinal))
            : Truth.Unknown,
        StringTest.EndsWith => facts => text(facts) is { } value ? TruthOf(value.EndsWith(part, StringComparison.Ordinal)) : Truth.Unknown,
        StringTest.Contains => facts => text(facts) is { } value ? TruthOf(value.Contains(part, StringComparison.Ordinal)) : Truth.Unknown,
    };

    private static Truth TruthOf(bool value) => value ? Truth.True : Truth.False;
}
