using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Matching;

/// <summary>
/// Expands a condition into rows of conjuncts: it is as true as its truest row, and a row is as true as its least true conjunct. De
/// Morgan's and the distributive laws hold for three values, so the meaning is the same. A conjunct is about one dimension if possible; an
/// operand that would produce too many rows is one conjunct.
/// </summary>
internal sealed class RowExpansion(DimensionKeys keys)
{
    /// <summary>Rows of one condition.</summary>
    private const int MaxRows = 8;

    private static readonly ImmutableArray<ImmutableArray<Condition>> Always = [[]];

    public ImmutableArray<ImmutableArray<Condition>> Rows(Condition condition) => Write(Positive(condition, negated: false));

    private ImmutableArray<ImmutableArray<Condition>> Write(Condition condition) => condition switch
    {
        Condition.Literal literal => literal.Value ? Always : [],
        _ when keys.Of(condition) is not null => [[condition]],
        Condition.All all => All(all),
        Condition.Any any => Any(any),
        Condition.Not or Condition.Leaf => [[condition]],
        _ => throw new UnreachableException(),
    };

    private ImmutableArray<ImmutableArray<Condition>> All(Condition.All all)
    {
        var rows = Always;
        foreach (var operand in all.Operands)
        {
            var more = Write(operand);
            if (rows.Length * more.Length > MaxRows)
            {
                more = [[operand]];
            }

            rows = [.. rows.SelectMany(row => more.Select(other => row.AddRange(other)))];
        }

        return rows;
    }

    private ImmutableArray<ImmutableArray<Condition>> Any(Condition.Any any)
    {
        var rows = any.Operands.SelectMany(operand => Write(operand).AsEnumerable()).ToImmutableArray();
        return rows.Length > MaxRows ? [[any]] : rows;
    }

    /// <summary>Moves <c>not</c> to the leaves.</summary>
    private static Condition Positive(Condition condition, bool negated) => condition switch
    {
        Condition.Literal literal => new Condition.Literal(literal.Value != negated, literal.Span),
        Condition.Not not => Positive(not.Operand, !negated),
        Condition.All all when negated => new Condition.Any([.. all.Operands.Select(operand => Positive(operand, true))], all.Span),
        Condition.All all => new Condition.All([.. all.Operands.Select(operand => Positive(operand, false))], all.Span),
        Condition.Any any when negated => new Condition.All([.. any.Operands.Select(operand => Positive(operand, true))], any.Span),
        Condition.Any any => new Condition.Any([.. any.Operands.Select(operand => Positive(operand, false))], any.Span),
        Condition.Leaf => negated ? new Condition.Not(condition, condition.Span) : condition,
        _ => throw new UnreachableException(),
    };
}
