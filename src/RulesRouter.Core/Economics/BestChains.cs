namespace RulesRouter.Economics;

/// <summary>The best chain found so far for each option that it may start with.</summary>
internal sealed class BestChains
{
    private const double Close = 1e-12;
    private double[] usd = [];
    private int[] chains = [];
    private int[] lengths = [];
    private int count;
    private int longest;
    private double? second;

    /// <param name="most">Options in a chain at most.</param>
    public void Clear(int options, int most)
    {
        (count, longest, second) = (options, most, null);
        Buffers.Grow(ref usd, options);
        Buffers.Grow(ref lengths, options);
        Buffers.Grow(ref chains, options * most);
        usd.AsSpan(0, options).Fill(double.PositiveInfinity);
        lengths.AsSpan(0, options).Clear();
    }

    /// <summary>The cost below which a chain that starts with this option becomes the best or the runner-up.</summary>
    public double ToUndercut(int first) => Math.Min(usd[first], second ??= Second());

    public void Offer(ReadOnlySpan<int> chain, double cost)
    {
        var first = chain[0];

        // Of chains that cost the same the one found first stays.
        if (cost < usd[first] - Close || double.IsPositiveInfinity(usd[first]))
        {
            usd[first] = cost;
            lengths[first] = chain.Length;
            chain.CopyTo(chains.AsSpan(first * longest));
            second = null;
        }
    }

    /// <summary>
    /// The options that the best chain and the runner-up start with; negative where there is none. Of equal cost the shorter chain comes
    /// first, then the one whose first option does.
    /// </summary>
    public (int First, int Second) Ranked()
    {
        var (first, next) = (-1, -1);
        for (var option = 0; option < count; option++)
        {
            if (IsBetter(option, first))
            {
                (first, next) = (option, first);
            }
            else if (IsBetter(option, next))
            {
                next = option;
            }
        }

        return (first, next);
    }

    /// <summary>The best chain that starts with an option; empty for a negative one.</summary>
    public ReadOnlySpan<int> ChainOf(int first) => first < 0 ? [] : chains.AsSpan(first * longest, lengths[first]);

    /// <summary>Its cost; infinite for a negative one.</summary>
    public double UsdOf(int first) => first < 0 ? double.PositiveInfinity : usd[first];

    private bool IsBetter(int one, int other) =>
        lengths[one] > 0
            && (other < 0 || usd[one] < usd[other] || (usd[one] == usd[other] && lengths[one] < lengths[other]));

    private double Second()
    {
        var (least, next) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (var found in usd.AsSpan(0, count))
        {
            if (found < least)
            {
                (least, next) = (found, least);
            }
            else if (found < next)
            {
                next = found;
            }
        }

        return next;
    }
}
