using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A number as cut points: one literal <c>x ≤ c</c> each, ordered by clauses, created on demand.</summary>
internal sealed class NumberVariable(Circuit circuit, NumberDomain domain)
{
    private readonly SortedList<long, int> cuts = [];

    public NumberDomain Domain { get; } = domain;

    /// <summary>The indices of the cut points so far, in order.</summary>
    public IEnumerable<long> Cuts => cuts.Keys;

    /// <summary>The literal of <c>x ≤ domain[index]</c>.</summary>
    public int AtMost(long index)
    {
        if (index < Domain.First)
        {
            return circuit.False;
        }

        if (index >= Domain.Last)
        {
            return circuit.True;
        }

        if (!cuts.TryGetValue(index, out var literal))
        {
            literal = circuit.NewVariable();
            cuts.Add(index, literal);
            var place = cuts.IndexOfKey(index);
            if (place > 0)
            {
                circuit.Require(-cuts.GetValueAtIndex(place - 1), literal);
            }

            if (place + 1 < cuts.Count)
            {
                circuit.Require(-literal, cuts.GetValueAtIndex(place + 1));
            }
        }

        return literal;
    }

    public int Compare(NumberRelation relation, double bound) => relation switch
    {
        NumberRelation.Less => AtMost(Domain.Below(bound)),
        NumberRelation.LessOrEqual => AtMost(Domain.AtMost(bound)),
        NumberRelation.Greater => -AtMost(Domain.AtMost(bound)),
        NumberRelation.GreaterOrEqual => -AtMost(Domain.Below(bound)),
        NumberRelation.Equal => circuit.And(AtMost(Domain.AtMost(bound)), -AtMost(Domain.Below(bound))),
        NumberRelation.NotEqual => -circuit.And(AtMost(Domain.AtMost(bound)), -AtMost(Domain.Below(bound))),
    };

    /// <summary>The cell of the number in the last model, as inclusive indices.</summary>
    public (long Low, long High) Cell()
    {
        var (low, high) = (Domain.First, Domain.Last);
        foreach (var (index, literal) in cuts)
        {
            if (circuit.Solver.IsTrue(literal))
            {
                high = index;
                break;
            }

            low = index + 1;
        }

        return (low, high);
    }

    /// <summary>Literals that are true exactly in the number's present cell.</summary>
    public IEnumerable<int> CellLiterals()
    {
        var (low, high) = Cell();
        return new[] { -AtMost(low - 1), AtMost(high) }.Where(literal => literal != circuit.True);
    }
}
