using System.Collections.Immutable;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>Sums of request facts, by which requests set constraints.</summary>
internal static class RequestSum
{
    public static NumberTerm TermOf(ImmutableArray<FactSlot> sum) =>
        sum.Select(slot => (NumberTerm)new NumberTerm.Fact(slot)).Aggregate(
            (left, right) => new NumberTerm.Arithmetic(left, ArithmeticOperator.Add, right));

    /// <summary>Literal that every fact of the sum is known.</summary>
    public static int AreKnown(this FactSpace space, ImmutableArray<FactSlot> sum) =>
        space.Circuit.And(sum.Select(slot => space[FixedFacts.Definitions[slot.Index]].Known));
}
