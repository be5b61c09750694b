using System.Collections.Immutable;
using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Searching;

/// <summary>
/// Values for numbers that conditions compare with each other, chosen one by one where a condition changes; prunes when the remaining
/// ranges cannot fit.
/// </summary>
internal sealed class NumberSearch
{
    private const int MaxNodes = 5_000;

    private readonly List<FactVariable> facts;
    private readonly List<Bound> bounds;
    private int nodes;

    public NumberSearch(FactSpace space)
    {
        var isTrue = space.Circuit.Solver.IsTrue;
        var byNumber = space.Facts.Where(fact => fact.Number is not null).ToDictionary(fact => fact.Number!);
        bounds =
        [
            .. space.ComputedNumbers.Where(number => IsKnown(number.Leaves.Values)).Select(Bounding),
            .. space.Orders.Where(order => IsKnown(order.Leaves.Values)).Select(order => Bounding(order, isTrue)),
        ];
        facts =
        [
            .. bounds
            .SelectMany(bound => bound.Leaves.Values)
            .Distinct()
            .Where(byNumber.ContainsKey)
            .Select(number => byNumber[number])
            .OrderBy(fact => fact.Fact.Name, StringComparer.Ordinal),
        ];

        bool IsKnown(IEnumerable<NumberVariable> operands) => operands.All(
            operand => !byNumber.TryGetValue(operand, out var fact) || isTrue(fact.Known));
    }

    /// <summary>By fact name; one empty solution if no condition compares numbers with each other.</summary>
    public IEnumerable<ImmutableArray<(string Fact, double Value)>> Solutions() => Assign(0, []).Select(values =>
        facts.Select((fact, index) => (fact.Fact.Name, values[index])).ToImmutableArray());

    private IEnumerable<ImmutableArray<double>> Assign(int at, ImmutableArray<double> values)
    {
        if (++nodes > MaxNodes || !bounds.All(bound => bound.MayHold(leaf => RangeOf(leaf, values))))
        {
            return [];
        }

        return at == facts.Count ? [values] : Candidates(at, values).Distinct().SelectMany(value => Assign(at + 1, values.Add(value)));
    }

    private TermRange RangeOf(NumberVariable number, ImmutableArray<double> values)
    {
        var index = facts.FindIndex(fact => fact.Number == number);
        var (low, high) = number.Cell();
        return index >= 0 && index < values.Length ? new(values[index], values[index]) : new(number.Domain[low], number.Domain[high]);
    }

    /// <summary>
    /// Readable numbers of the fact's cell, its ends, and the points where a condition changes with the other facts at their ends.
    /// </summary>
    private IEnumerable<double> Candidates(int at, ImmutableArray<double> values)
    {
        var number = facts[at].Number!;
        foreach (var value in NumberChoice.Candidates(facts[at]))
        {
            yield return value;
        }

        foreach (var bound in bounds.Where(bound => bound.Leaves.Values.Contains(number)))
        {
            foreach (var atEnd in new Func<TermRange, double>[] { range => range.Low, range => range.High })
            {
                foreach (var index in bound.Changes(number, leaf => atEnd(RangeOf(leaf, values))))
                {
                    yield return number.Domain[index];
                }
            }
        }
    }

    private static Bound Bounding(ComputedNumber number)
    {
        var (low, high) = number.Number.Cell();
        return new Bound(number.Term, number.Number.Domain[low], number.Number.Domain[high], number.Leaves);
    }

    /// <summary>As the sign of a difference, which is exact for doubles.</summary>
    private static Bound Bounding(TermOrder order, Func<int, bool> isTrue)
    {
        var (low, high) = isTrue(order.Less)
            ? (double.NegativeInfinity, -double.Epsilon)
            : isTrue(order.Same)
            ? (0.0, 0.0)
            : (double.Epsilon, double.PositiveInfinity);
        return new Bound(new NumberTerm.Arithmetic(order.Left, ArithmeticOperator.Subtract, order.Right), low, high, order.Leaves);
    }

    /// <summary>A term and the range that it must be in.</summary>
    private sealed record Bound(NumberTerm Term, double Low, double High, IReadOnlyDictionary<NumberTerm, NumberVariable> Leaves)
    {
        public bool MayHold(Func<NumberVariable, TermRange> rangeOf)
        {
            var range = TermRange.Of(Term, leaf => rangeOf(Leaves[leaf]));
            return !range.IsKnown || (range.High >= Low && range.Low <= High);
        }

        /// <summary>
        /// The last numbers of an operand's cell at which the term is below its bounds, and their neighbours, for given other operands.
        /// </summary>
        public IEnumerable<long> Changes(NumberVariable operand, Func<NumberVariable, double> valueOf)
        {
            var (least, most) = operand.Cell();
            double At(long index) => TermRange.Of(Term, leaf =>
            {
                var value = Leaves[leaf] == operand ? operand.Domain[index] : valueOf(Leaves[leaf]);
                return new(value, value);
            }).Low;
            var rises = At(least) <= At(most);
            foreach (var bound in new[] { Low, High }.Where(double.IsFinite))
            {
                var last = Monotone.Last(least, most, index => rises ? At(index) < bound : At(index) > bound);
                foreach (var index in new[] { last, last + 1, last + 2 }.Where(index => index >= least && index <= most))
                {
                    yield return index;
                }
            }
        }
    }
}
