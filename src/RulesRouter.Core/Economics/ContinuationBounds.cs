namespace RulesRouter.Economics;

/// <summary>
/// Below what no continuation of so many attempts goes. Every way to go on costs an amount per scenario and unit of reach; barring
/// nobody, few ways are cheapest for some mixture of scenarios, and the cheapest of those for the mixture at hand bounds all others.
/// </summary>
internal sealed class ContinuationBounds
{
    /// <summary>Ways kept apart; what is over goes into one that is as cheap as the cheapest of them in every scenario.</summary>
    private const int Most = 24;

    private readonly double[][][] ways;

    /// <param name="longest">Attempts at most.</param>
    public ContinuationBounds(OptionTable options, ReadOnlySpan<double> weights, int longest, double unsolvedUsd)
    {
        var giveUp = new double[options.Scenarios];
        Array.Fill(giveUp, unsolvedUsd);
        ways = new double[longest + 1][][];
        ways[0] = [giveUp];
        var useful = Useful(options, weights);
        for (var attempts = 1; attempts <= longest; attempts++)
        {
            var longer = new List<double[]> { giveUp };
            foreach (var option in useful)
            {
                foreach (var after in ways[attempts - 1])
                {
                    longer.Add(Before(options, option, after));
                }
            }

            ways[attempts] = Cheapest(longer, weights);
        }
    }

    /// <summary>US dollars per scenario and unit of reach, of each way to go on.</summary>
    public double[][] After(int attemptsLeft) => ways[attemptsLeft];

    /// <summary>Those that no other undercuts in what they spend and in what they pass on in every scenario.</summary>
    private static List<int> Useful(OptionTable options, ReadOnlySpan<double> weights)
    {
        var figures = new List<double[]>(options.Count);
        var doubled = new double[weights.Length * 2];
        weights.CopyTo(doubled);
        weights.CopyTo(doubled.AsSpan(weights.Length));
        for (var option = 0; option < options.Count; option++)
        {
            var row = new double[doubled.Length];
            for (var scenario = 0; scenario < weights.Length; scenario++)
            {
                row[scenario] = options.Spends(option, scenario);
                row[weights.Length + scenario] = options.GoesOn(option, scenario);
            }

            figures.Add(row);
        }

        return Front(figures, doubled);
    }

    private static double[] Before(OptionTable options, int option, double[] after)
    {
        var usd = new double[after.Length];
        for (var scenario = 0; scenario < usd.Length; scenario++)
        {
            usd[scenario] = options.Spends(option, scenario) + (options.GoesOn(option, scenario) * after[scenario]);
        }

        return usd;
    }

    private static double[][] Cheapest(List<double[]> all, ReadOnlySpan<double> weights)
    {
        var front = Front(all, weights);
        var kept = new double[Math.Min(front.Count, Most)][];
        for (var place = 0; place < front.Count; place++)
        {
            if (place < kept.Length)
            {
                kept[place] = all[front[place]];
                continue;
            }

            var last = kept[^1] = [.. kept[^1]];
            for (var scenario = 0; scenario < last.Length; scenario++)
            {
                last[scenario] = Math.Min(last[scenario], all[front[place]][scenario]);
            }
        }

        return kept;
    }

    /// <summary>Indices of the rows that no other row is below or equal to throughout, in ascending order of their weighted mean.</summary>
    private static List<int> Front(List<double[]> rows, ReadOnlySpan<double> weights)
    {
        var order = new int[rows.Count];
        var means = new double[rows.Count];
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
            for (var at = 0; at < weights.Length; at++)
            {
                means[row] += rows[row][at] * weights[at];
            }
        }

        Array.Sort(means, order);
        var front = new List<int>();
        foreach (var row in order)
        {
            if (!IsAboveOne(rows[row], rows, front))
            {
                front.Add(row);
            }
        }

        return front;
    }

    private static bool IsAboveOne(double[] row, List<double[]> rows, List<int> front)
    {
        foreach (var other in front)
        {
            if (IsBelow(rows[other], row))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBelow(double[] one, double[] other)
    {
        for (var at = 0; at < one.Length; at++)
        {
            if (one[at] > other[at])
            {
                return false;
            }
        }

        return true;
    }
}
