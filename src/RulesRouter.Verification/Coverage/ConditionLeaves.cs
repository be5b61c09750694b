using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Verification.Coverage;

/// <summary>The comparisons of a condition in reading order, and the condition's value as a function of them.</summary>
internal static class ConditionLeaves
{
    public static ImmutableArray<Condition> Of(Condition condition) => condition switch
    {
        Condition.Literal => [],
        Condition.All all => [.. all.Operands.SelectMany(operand => Of(operand))],
        Condition.Any any => [.. any.Operands.SelectMany(operand => Of(operand))],
        Condition.Not not => Of(not.Operand),
        Condition.Leaf => [condition],
        _ => throw new UnreachableException(),
    };

    public static ImmutableArray<Truth> Truths(Condition condition, RequestFacts facts) =>
        [.. Of(condition).Select(leaf => ConditionValue.Of(leaf, facts))];

    /// <summary>The same condition with one comparison replaced by a constant.</summary>
    public static Condition With(Condition condition, int leaf, bool value)
    {
        var next = 0;
        return Rewrite(condition);

        Condition Rewrite(Condition part) => part switch
        {
            Condition.Literal => part,
            Condition.All all => all with { Operands = [.. all.Operands.Select(Rewrite)] },
            Condition.Any any => any with { Operands = [.. any.Operands.Select(Rewrite)] },
            Condition.Not not => not with { Operand = Rewrite(not.Operand) },
            Condition.Leaf => next++ == leaf ? new Condition.Literal(value, part.Span) : part,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Whether the value of the comparison decides between true and false.</summary>
    public static bool Decides(Condition condition, int leaf, RequestFacts facts)
    {
        var (with, without) = (
            ConditionValue.Of(With(condition, leaf, true), facts),
            ConditionValue.Of(With(condition, leaf, false), facts));
        return (with, without) is (Truth.True, Truth.False) or (Truth.False, Truth.True);
    }
}
