namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>
/// Shifts the mean of every fold to the overall mean. A fold with easy groups is scored by heads that saw few of them: between folds,
/// scores and truth are negatively correlated, so only differences within a fold show the value of a score.
/// </summary>
internal static class FoldMeans
{
    public static float[][] Remove(float[][] scores, int[] folds)
    {
        var moved = scores.Select(row => (float[])row.Clone()).ToArray();
        for (var at = 0; at < scores[0].Length; at++)
        {
            var column = Remove([.. scores.Select(row => (double)row[at])], null, folds);
            for (var row = 0; row < moved.Length; row++)
            {
                moved[row][at] = (float)column[row];
            }
        }

        return moved;
    }

    /// <param name="values">One per row.</param>
    /// <param name="weights">A row's weight; null is 1 for each.</param>
    /// <param name="folds">A row's fold.</param>
    public static double[] Remove(double[] values, double[]? weights, int[] folds)
    {
        double MeanOf(IEnumerable<int> rows)
        {
            var (sum, total) = (0.0, 0.0);
            foreach (var row in rows)
            {
                (sum, total) = (sum + (weights?[row] ?? 1) * values[row], total + (weights?[row] ?? 1));
            }

            return total == 0 ? 0 : sum / total;
        }

        var all = Enumerable.Range(0, values.Length).ToArray();
        var overall = MeanOf(all);
        var shifts = all.GroupBy(row => folds[row]).ToDictionary(fold => fold.Key, fold => overall - MeanOf(fold));
        return [.. all.Select(row => values[row] + shifts[folds[row]])];
    }
}
