namespace RulesRouter.Economics;

/// <summary>The rows of figures that no other row is below or equal to in every column.</summary>
internal sealed class ParetoFront
{
    private int[] order = [];
    private double[] means = [];

    /// <param name="rows">Each as wide as the weights.</param>
    /// <returns>Indices in ascending order of the rows' weighted means; valid until the next call.</returns>
    public ReadOnlySpan<int> Of(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights)
    {
        var count = rows.Length / weights.Length;
        Buffers.Grow(ref order, count);
        Buffers.Grow(ref means, count);
        for (var row = 0; row < count; row++)
        {
            order[row] = row;
            means[row] = Mean(rows.Slice(row * weights.Length, weights.Length), weights);
        }

        means.AsSpan(0, count).Sort(order.AsSpan(0, count));
        var front = 0;
        for (var place = 0; place < count; place++)
        {
            if (!IsAboveOne(order[place], rows, order.AsSpan(0, front), weights.Length))
            {
                order[front++] = order[place];
            }
        }

        return order.AsSpan(0, front);
    }

    private static double Mean(ReadOnlySpan<double> row, ReadOnlySpan<double> weights)
    {
        var mean = 0.0;
        for (var at = 0; at < weights.Length; at++)
        {
            mean += row[at] * weights[at];
        }

        return mean;
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
