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

    private readonly ParetoFront front = new();
    private double[] giveUp = [];
    private double[] doubled = [];
    private double[] rows = [];
    private int[] useful = [];
    private int usefulCount;

    /// <summary>By the attempts that are left, room for the rows that are kept, and their number.</summary>
    private double[] ways = [];
    private int[] counts = [];
    private int scenarios;

    /// <param name="longest">Attempts at most.</param>
    public void Fill(OptionTable options, ReadOnlySpan<double> weights, int longest, double unsolvedUsd)
    {
        scenarios = options.Scenarios;
        Buffers.Grow(ref giveUp, scenarios);
        Buffers.Grow(ref ways, (longest + 1) * Most * scenarios);
        Buffers.Grow(ref counts, longest + 1);
        giveUp.AsSpan(0, scenarios).Fill(unsolvedUsd);
        giveUp.AsSpan(0, scenarios).CopyTo(ways);
        counts[0] = 1;
        if (longest > 0)
        {
            FindUseful(options, weights);
        }

        for (var attempts = 1; attempts <= longest; attempts++)
        {
            counts[attempts] = Before(attempts, options, weights);
        }
    }

    /// <summary>Rows of US dollars per scenario and unit of reach, one for each continuation.</summary>
    public ReadOnlySpan<double> After(int attemptsLeft) => RoomFor(attemptsLeft)[..(counts[attemptsLeft] * scenarios)];

    private Span<double> RoomFor(int attemptsLeft) => ways.AsSpan(attemptsLeft * Most * scenarios, Most * scenarios);

    /// <summary>Options that no other option undercuts, in every scenario, in what they spend and in what they pass on.</summary>
    private void FindUseful(OptionTable options, ReadOnlySpan<double> weights)
    {
        var width = scenarios * 2;
        Buffers.Grow(ref doubled, width);
        weights.CopyTo(doubled);
        weights.CopyTo(doubled.AsSpan(scenarios));
        Buffers.Grow(ref rows, options.Count * width);
        for (var option = 0; option < options.Count; option++)
        {
            var row = rows.AsSpan(option * width, width);
            for (var scenario = 0; scenario < scenarios; scenario++)
            {
                row[scenario] = options.Spends(option, scenario);
                row[scenarios + scenario] = options.GoesOn(option, scenario);
            }
        }

        var found = front.Of(rows.AsSpan(0, options.Count * width), doubled.AsSpan(0, width));
        usefulCount = found.Length;
        Buffers.Grow(ref useful, usefulCount);
        found.CopyTo(useful);
    }

    /// <summary>The cheapest of stopping and of every continuation with one more attempt before it.</summary>
    private int Before(int attempts, OptionTable options, ReadOnlySpan<double> weights)
    {
        var after = After(attempts - 1);
        var length = (usefulCount * after.Length) + scenarios;
        Buffers.Grow(ref rows, length);
        giveUp.AsSpan(0, scenarios).CopyTo(rows);
        var rest = rows.AsSpan(scenarios, length - scenarios);
        foreach (var option in useful.AsSpan(0, usefulCount))
        {
            for (var way = after; !way.IsEmpty; way = way[scenarios..])
            {
                for (var scenario = 0; scenario < scenarios; scenario++)
                {
                    rest[scenario] = options.Spends(option, scenario) + (options.GoesOn(option, scenario) * way[scenario]);
                }

                rest = rest[scenarios..];
            }
        }

        return Keep(rows.AsSpan(0, length), weights, RoomFor(attempts));
    }

    /// <returns>The number of rows kept.</returns>
    private int Keep(ReadOnlySpan<double> all, ReadOnlySpan<double> weights, Span<double> kept)
    {
        var found = front.Of(all, weights);
        for (var place = 0; place < found.Length; place++)
        {
            var row = all.Slice(found[place] * scenarios, scenarios);
            if (place < Most)
            {
                row.CopyTo(kept[(place * scenarios)..]);
                continue;
            }

            var last = kept[((Most - 1) * scenarios)..];
            for (var scenario = 0; scenario < scenarios; scenario++)
            {
                last[scenario] = Math.Min(last[scenario], row[scenario]);
            }
        }

        return Math.Min(found.Length, Most);
    }
}
