using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>Substitutes an endpoint's facts into a condition on hops; the rest depends only on request, decision and call.</summary>
internal sealed class HopBinding(RequestFacts endpoint, IReadOnlySet<FactSlot> bound)
{
    private static readonly NumberTerm NotANumber = new NumberTerm.Literal(double.NaN);

    public Condition Bind(Condition condition) => condition switch
    {
        Condition.All all => all with { Operands = [.. all.Operands.Select(Bind)] },
        Condition.Any any => any with { Operands = [.. any.Operands.Select(Bind)] },
        Condition.Not not => not with { Operand = Bind(not.Operand) },
        Condition.CompareNumbers compare => Settled(compare, compare with { Left = Bind(compare.Left), Right = Bind(compare.Right) }),
        Condition.SameString { Left: StringTerm.Fact left } same when bound.Contains(left.Slot)
            && !IsBound(same.Right) => Equal(same.Right, left.Slot, same),
        Condition.SameString { Right: StringTerm.Fact right } same when bound.Contains(right.Slot)
            && !IsBound(same.Left) => Equal(same.Left, right.Slot, same),
        Condition.Literal or Condition.BooleanFact or Condition.OneOf or Condition.SameString or Condition.TestString
            or Condition.SetHolds or Condition.Script or Condition.Has => Settled(condition, condition),
        _ => throw new UnreachableException(),
    };

    /// <summary>A condition all of whose facts are bound becomes its value.</summary>
    private Condition Settled(Condition condition, Condition otherwise)
    {
        var slots = Evaluation.Compiling.Expressions.ConditionFacts.Of(condition).ToImmutableArray();
        return slots.IsEmpty || !slots.All(bound.Contains) ? otherwise : ConditionValue.Of(condition, endpoint) switch
        {
            Truth.True => new Condition.Literal(true, condition.Span),
            Truth.False => new Condition.Literal(false, condition.Span),
            Truth.Unknown => new Condition.CompareNumbers(NotANumber, NumberRelation.Equal, NotANumber, condition.Span),
        };
    }

    private Condition Equal(StringTerm term, FactSlot slot, Condition.SameString same) => endpoint[slot].Text is { } text
        ? new Condition.OneOf(term, [text], same.Span)
        : new Condition.CompareNumbers(NotANumber, NumberRelation.Equal, NotANumber, same.Span);

    private NumberTerm Bind(NumberTerm term) => term switch
    {
        NumberTerm.Fact fact when bound.Contains(fact.Slot) => new NumberTerm.Literal(endpoint[fact.Slot].Number),
        NumberTerm.Arithmetic arithmetic => arithmetic with { Left = Bind(arithmetic.Left), Right = Bind(arithmetic.Right) },
        NumberTerm.Literal or NumberTerm.Fact or NumberTerm.Script or NumberTerm.Length => term,
        _ => throw new UnreachableException(),
    };

    private bool IsBound(StringTerm term) =>
        Evaluation.Compiling.Expressions.ConditionFacts.Of(new Condition.SameString(term, term, default)).All(bound.Contains);
}
