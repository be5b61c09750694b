namespace RulesRouter.Economics;

/// <summary>The best chain found so far for each option that it may start with.</summary>
internal sealed class BestChains
{
    private const double Close = 1e-12;
    private readonly double[] usd;
    private readonly int[][] chains;
    private double? second;

    public BestChains(int options)
    {
        usd = new double[options];
        chains = new int[options][];
        Array.Fill(usd, double.PositiveInfinity);
        Array.Fill(chains, []);
    }

    /// <summary>The cost below which a chain that starts with this option becomes the best or the runner-up.</summary>
    public double ToUndercut(int first) => Math.Min(usd[first], second ??= Second());

    public void Offer(ReadOnlySpan<int> chain, double cost)
    {
        // Of chains that cost the same the one found first stays.
        if (cost < usd[chain[0]] - Close || double.IsPositiveInfinity(usd[chain[0]]))
        {
            usd[chain[0]] = cost;
            chains[chain[0]] = chain.ToArray();
            second = null;
        }
    }

    /// <summary>
    /// Of equal cost the shorter chain comes first, then the one whose first option does. An empty chain at an infinite cost where there is
    /// none.
    /// </summary>
    public ((int[] Chain, double Usd) First, (int[] Chain, double Usd) Second) Ranked()
    {
        ((int[] Chain, double Usd) first, (int[] Chain, double Usd) next) = (([], double.PositiveInfinity), ([], double.PositiveInfinity));
        for (var option = 0; option < usd.Length; option++)
        {
            var found = (chains[option], usd[option]);
            if (IsBetter(found, first))
            {
                (first, next) = (found, first);
            }
            else if (IsBetter(found, next))
            {
                next = found;
            }
        }

        return (first, next);
    }

    private static bool IsBetter((int[] Chain, double Usd) one, (int[] Chain, double Usd) other) =>
        one.Chain.Length > 0
            && (one.Usd < other.Usd || other.Chain.Length == 0 || (one.Usd == other.Usd && one.Chain.Length < other.Chain.Length));

    private double Second()
    {
        var (least, next) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (var found in usd)
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
