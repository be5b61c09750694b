using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>
/// Turns a comparison of a term over one operand, which stands in it once, into a cut of that operand: the term only rises or only falls
/// with it, rounding included, so where it crosses the bound is found by bisection over the operand's own numbers.
/// </summary>
internal static class Monotone
{
    /// <summary>Null where the term may not be a number.</summary>
    public static int? Compare(NumberTerm term, NumberTerm leaf, NumberVariable operand, NumberRelation relation, double bound, Circuit circuit)
    {
        if (term == leaf)
        {
            return operand.Compare(relation, bound);
        }

        var domain = operand.Domain;
        if (!TermRange.Of(term, _ => new(domain[domain.Least], domain[domain.Most])).IsKnown)
        {
            return null;
        }

        double At(long index) => TermRange.Of(term, _ => new(domain[index], domain[index])).Low;
        var rises = At(domain.Least) <= At(domain.Most);
        var atMost = rises
            ? operand.AtMost(Last(domain.Least, domain.Most, index => At(index) <= bound))
            : -operand.AtMost(Last(domain.Least, domain.Most, index => At(index) > bound));
        var below = rises
            ? operand.AtMost(Last(domain.Least, domain.Most, index => At(index) < bound))
            : -operand.AtMost(Last(domain.Least, domain.Most, index => At(index) >= bound));
        return relation switch
        {
            NumberRelation.Less => below,
            NumberRelation.LessOrEqual => atMost,
            NumberRelation.Equal => circuit.And(atMost, -below),
            NumberRelation.NotEqual => -circuit.And(atMost, -below),
            NumberRelation.GreaterOrEqual => -below,
            _ => -atMost,
        };
    }

    /// <summary>The last index for which something holds that holds up to some index and not beyond; one before the first where it never does.</summary>
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
