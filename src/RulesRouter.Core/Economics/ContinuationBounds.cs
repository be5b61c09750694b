using System.Buffers;

namespace RulesRouter.Economics;

/// <summary>
/// A lower bound on the cost of every continuation by a number of attempts. A continuation costs an amount per scenario and unit of reach.
/// Without conflicts between options, few continuations are cheapest for some mixture of scenarios; the cheapest of those for the present
/// mixture is the bound.
/// </summary>
internal sealed class ContinuationBounds
{
    /// <summary>
    /// Continuations kept apart; the others are merged into one that is as cheap as the cheapest of them in every scenario.
    /// </summary>
    private const int Most = 24;

    private readonly double[][][] ways;

    /// <param name="longest">Attempts at most.</param>
    public ContinuationBounds(OptionTable options, ReadOnlySpan<double> weights, int longest, double unsolvedUsd)
    {
        var giveUp = new double[options.Scenarios];
        Array.Fill(giveUp, unsolvedUsd);
        ways = new double[longest + 1][][];
        ways[0] = [giveUp];
        var useful = longest > 0 ? Useful(options, weights) : [];
        for (var attempts = 1; attempts <= longest; attempts++)
        {
            ways[attempts] = Before(ways[attempts - 1], options, useful, giveUp, weights);
        }
    }

    /// <summary>US dollars per scenario and unit of reach, for each continuation.</summary>
    public double[][] After(int attemptsLeft) => ways[attemptsLeft];

    /// <summary>Options that no other option undercuts, in every scenario, in what they spend and in what they pass on.</summary>
    private static int[] Useful(OptionTable options, ReadOnlySpan<double> weights)
    {
        var scenarios = weights.Length;
        var doubled = new double[scenarios * 2];
        weights.CopyTo(doubled);
        weights.CopyTo(doubled.AsSpan(scenarios));
        var figures = ArrayPool<double>.Shared.Rent(options.Count * doubled.Length);
        for (var option = 0; option < options.Count; option++)
        {
            var row = figures.AsSpan(option * doubled.Length, doubled.Length);
            for (var scenario = 0; scenario < scenarios; scenario++)
            {
                row[scenario] = options.Spends(option, scenario);
                row[scenarios + scenario] = options.GoesOn(option, scenario);
            }
        }

        var front = Front(figures.AsSpan(0, options.Count * doubled.Length), doubled);
        ArrayPool<double>.Shared.Return(figures);
        return front;
    }

    /// <summary>The cheapest of stopping and of every continuation with one more attempt before it.</summary>
    private static double[][] Before(double[][] after, OptionTable options, int[] useful, double[] giveUp, ReadOnlySpan<double> weights)
    {
        var length = ((useful.Length * after.Length) + 1) * giveUp.Length;
        var rented = ArrayPool<double>.Shared.Rent(length);
        var rows = rented.AsSpan(0, length);
        giveUp.CopyTo(rows);
        var rest = rows[giveUp.Length..];
        foreach (var option in useful)
        {
            foreach (var way in after)
            {
                for (var scenario = 0; scenario < way.Length; scenario++)
                {
                    rest[scenario] = options.Spends(option, scenario) + (options.GoesOn(option, scenario) * way[scenario]);
                }

                rest = rest[way.Length..];
            }
        }

        var cheapest = Cheapest(rows, weights);
        ArrayPool<double>.Shared.Return(rented);
        return cheapest;
    }

    private static double[][] Cheapest(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        var front = Front(rows, weights);
        var kept = new double[Math.Min(front.Length, Most)][];
        for (var place = 0; place < front.Length; place++)
        {
            var row = rows.Slice(front[place] * weights.Length, weights.Length);
            if (place < kept.Length)
            {
                kept[place] = row.ToArray();
                continue;
            }

            for (var scenario = 0; scenario < row.Length; scenario++)
            {
                kept[^1][scenario] = Math.Min(kept[^1][scenario], row[scenario]);
            }
        }

        return kept;
    }

    /// <summary>
    /// Indices of the rows (each as wide as the weights) that no other row is below or equal to in every column, in ascending order of
    /// their weighted mean.
    /// </summary>
    private static int[] Front(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        var order = new int[rows.Length / weights.Length];
        var means = new double[order.Length];
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
            for (var at = 0; at < weights.Length; at++)
            {
                means[row] += rows[(row * weights.Length) + at] * weights[at];
            }
        }

        Array.Sort(means, order);
        var front = 0;
        for (var place = 0; place < order.Length; place++)
        {
            if (!IsAboveOne(order[place], rows, order.AsSpan(0, front), weights.Length))
            {
                order[front++] = order[place];
            }
        }

        return order[..front];
    }

    private static bool IsAboveOne(int row, ReadOnlySpan<double> rows, ReadOnlySpan<int> front, int width)
    {
        var figures = rows.Slice(row * width, width);
        foreach (var other in front)
        {
            if (ScenarioComparison.IsNowhereAbove(rows.Slice(other * width, width), figures))
            {
                return true;
            }
        }

        return false;
    }
}
