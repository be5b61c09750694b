using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Matching;

/// <summary>
/// A hand-written chain: <c>if (team == "a" &amp;&amp; tokens > 10) matches[n++] = 7;</c>, rule after rule, over plain fields, as compiled
/// code. Two-valued, so it does less than the index. A hundred rules per method, because the compiler does not optimise
/// much longer methods.
/// </summary>
internal sealed class IfChain
{
    private const int RulesInOne = 100;

    private readonly Func<ChainFacts, int[], int, int>[] parts;
    private readonly FactSchema schema;
    private readonly int[] matches;

    public IfChain(FactSchema schema, ImmutableArray<Condition> rules)
    {
        this.schema = schema;
        matches = new int[rules.Length];
        parts = [.. rules.Select((rule, index) => (rule, index)).Chunk(RulesInOne).Select(Compile)];
    }

    /// <summary>After a match, the first N entries are the matched rules, where N is the returned number.</summary>
    public ReadOnlySpan<int> Matches => matches;

    public int Match(ChainFacts facts)
    {
        var count = 0;
        foreach (var part in parts)
        {
            count = part(facts, matches, count);
        }

        return count;
    }

    private Func<ChainFacts, int[], int, int> Compile((Condition Rule, int Index)[] rules)
    {
        var facts = Expression.Parameter(typeof(ChainFacts), "facts");
        var into = Expression.Parameter(typeof(int[]), "into");
        var count = Expression.Parameter(typeof(int), "count");
        var ifs = rules.Select(rule => (Expression)Expression.IfThen(
            Write(rule.Rule, facts),
            Expression.Assign(Expression.ArrayAccess(into, Expression.PostIncrementAssign(count)), Expression.Constant(rule.Index))));
        return Expression.Lambda<Func<ChainFacts, int[], int, int>>(Expression.Block(ifs.Append(count)), facts, into, count).Compile();
    }

    private Expression Write(Condition condition, ParameterExpression facts) => condition switch
    {
        Condition.Literal literal => Expression.Constant(literal.Value),
        Condition.All all => all.Operands.Select(operand => Write(operand, facts)).Aggregate(Expression.AndAlso),
        Condition.Any any => any.Operands.Select(operand => Write(operand, facts)).Aggregate(Expression.OrElse),
        Condition.Not not => Expression.Not(Write(not.Operand, facts)),
        Condition.BooleanFact flag => Field(flag.Fact, facts),
        Condition.OneOf { Text: StringTerm.Fact fact } oneOf => oneOf.Values.Select(
            value => (Expression)Expression.Equal(Field(fact.Slot, facts), Expression.Constant(value)))
            .Aggregate(Expression.OrElse),
        Condition.CompareNumbers { Left: NumberTerm.Fact fact, Right: NumberTerm.Literal literal } compare =>
            Expression.MakeBinary(
                compare.Relation == NumberRelation.Greater
                    ? ExpressionType.GreaterThan
                    : compare.Relation == NumberRelation.Less
                    ? ExpressionType.LessThan
                    : ExpressionType.LessThanOrEqual,
                Field(fact.Slot, facts),
                Expression.Constant(literal.Value)),
        _ => throw new NotSupportedException(condition.GetType().Name),
    };

    private MemberExpression Field(FactSlot slot, ParameterExpression facts) =>
        Expression.Field(
            facts,
            typeof(ChainFacts).GetField(ChainFacts.FieldOf(schema[slot].Name), BindingFlags.Public | BindingFlags.Instance)!);
}
