using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>
/// Turns a comparison of a term with one operand, used once, into a cut of that operand: the term is monotonic in it,
/// with rounding, so bisection over the operand's numbers finds where it crosses the bound.
/// </summary>
internal static class Monotone
{
    /// <summary>Null if the term may be NaN.</summary>
    public static int? Compare(
        NumberTerm term,
        NumberTerm leaf,
        NumberVariable operand,
        NumberRelation relation,
        double bound,
        Circuit circuit)
    {
        if (term == leaf)
        {
            return operand.Compare(relation, bound);
        }

        var domain = operand.Domain;
        if (!TermRange.Of(term, _ => new(domain[domain.First], domain[domain.Last])).IsKnown)
        {
            return null;
        }

        double At(long index) => TermRange.Of(term, _ => new(domain[index], domain[index])).Low;
        var rises = At(domain.First) <= At(domain.Last);
        var atMost = rises
            ? operand.AtMost(Last(domain.First, domain.Last, index => At(index) <= bound))
            : -operand.AtMost(Last(domain.First, domain.Last, index => At(index) > bound));
        var below = rises
            ? operand.AtMost(Last(domain.First, domain.Last, index => At(index) < bound))
            : -operand.AtMost(Last(domain.First, domain.Last, index => At(index) >= bound));
        return relation switch
        {
            NumberRelation.Less => below,
            NumberRelation.LessOrEqual => atMost,
            NumberRelation.Equal => circuit.And(atMost, -below),
            NumberRelation.NotEqual => -circuit.And(atMost, -below),
            NumberRelation.GreaterOrEqual => -below,
            NumberRelation.Greater => -atMost,
        };
    }

    /// <summary>
    /// The last index that satisfies a predicate which is true up to some index and false beyond; the index before the first if it is never
    /// true.
    /// </summary>
    public static long Last(long least, long most, Func<long, bool> holds)
    {
        var (low, high) = ((Int128)least - 1, (Int128)most);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (holds((long)middle))
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return (long)low;
    }
}
