using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A number as its cut points: one literal <c>x ≤ c</c> for each, ordered by clauses, made when first asked for.</summary>
internal sealed class NumberVariable(Circuit circuit, NumberDomain domain)
{
    private readonly SortedList<long, int> cuts = [];

    public NumberDomain Domain { get; } = domain;

    /// <summary>The literal of <c>x ≤ domain[index]</c>.</summary>
    public int AtMost(long index)
    {
        if (index < Domain.Least)
        {
            return circuit.False;
        }

        if (index >= Domain.Most)
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
        _ => -circuit.And(AtMost(Domain.AtMost(bound)), -AtMost(Domain.Below(bound))),
    };

    /// <summary>The cell the last model puts the number in, as indices, both included.</summary>
    public (long Low, long High) Cell()
    {
        var (low, high) = (Domain.Least, Domain.Most);
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

    /// <summary>What is true of the number exactly in its present cell.</summary>
    public IEnumerable<int> CellLiterals()
    {
        var (low, high) = Cell();
        return new[] { -AtMost(low - 1), AtMost(high) }.Where(literal => literal != circuit.True);
    }
}
