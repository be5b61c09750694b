using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>The range that comparisons with constants leave to a fact.</summary>
internal readonly record struct NumberRange(double Low, bool LowOpen, double High, bool HighOpen)
{
    private static readonly NumberRange Everything = new(double.NegativeInfinity, false, double.PositiveInfinity, false);

    private bool IsEmpty => Low > High || (Low == High && (LowOpen || HighOpen));

    /// <summary>Whether the comparisons among the conjuncts leave a fact an empty range.</summary>
    public static bool AnyEmpty(IEnumerable<Condition> conjuncts)
    {
        var ranges = new Dictionary<FactSlot, NumberRange>();
        foreach (var (fact, relation, value) in conjuncts.Select(Comparison).OfType<(FactSlot, NumberRelation, double)>())
        {
            ranges[fact] = ranges.GetValueOrDefault(fact, Everything).With(relation, value);
        }

        return ranges.Values.Any(range => range.IsEmpty);
    }

    private NumberRange With(NumberRelation relation, double value) => relation switch
    {
        NumberRelation.Less => Below(value, open: true),
        NumberRelation.LessOrEqual => Below(value, open: false),
        NumberRelation.Greater => Above(value, open: true),
        NumberRelation.GreaterOrEqual => Above(value, open: false),
        NumberRelation.Equal => Below(value, open: false).Above(value, open: false),
        NumberRelation.NotEqual => this,
    };

    private NumberRange Below(double value, bool open) =>
        value < High ? this with { High = value, HighOpen = open } : value == High ? this with { HighOpen = HighOpen || open } : this;

    private NumberRange Above(double value, bool open) =>
        value > Low ? this with { Low = value, LowOpen = open } : value == Low ? this with { LowOpen = LowOpen || open } : this;

    private static (FactSlot, NumberRelation, double)? Comparison(Condition conjunct) => conjunct switch
    {
        Condition.CompareNumbers { Left: NumberTerm.Fact fact, Right: NumberTerm.Literal literal } compare => (
            fact.Slot,
            compare.Relation,
            literal.Value),
        Condition.CompareNumbers { Left: NumberTerm.Literal literal, Right: NumberTerm.Fact fact } compare => (
            fact.Slot,
            Mirrored(compare.Relation),
            literal.Value),
        Condition.Not { Operand: Condition.CompareNumbers inner } when Comparison(inner) is { } positive => (
            positive.Item1,
            Negated(positive.Item2),
            positive.Item3),
        Condition.Literal or Condition.All or Condition.Any or Condition.Not or Condition.Leaf => null,
        _ => throw new UnreachableException(),
    };

    private static NumberRelation Mirrored(NumberRelation relation) => relation switch
    {
        NumberRelation.Less => NumberRelation.Greater,
        NumberRelation.LessOrEqual => NumberRelation.GreaterOrEqual,
        NumberRelation.GreaterOrEqual => NumberRelation.LessOrEqual,
        NumberRelation.Greater => NumberRelation.Less,
        NumberRelation.Equal or NumberRelation.NotEqual => relation,
    };

    private static NumberRelation Negated(NumberRelation relation) => relation switch
    {
        NumberRelation.Less => NumberRelation.GreaterOrEqual,
        NumberRelation.LessOrEqual => NumberRelation.Greater,
        NumberRelation.GreaterOrEqual => NumberRelation.Less,
        NumberRelation.Greater => NumberRelation.LessOrEqual,
        NumberRelation.Equal => NumberRelation.NotEqual,
        NumberRelation.NotEqual => NumberRelation.Equal,
    };
}
