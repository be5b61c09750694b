using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>
/// A model's outcome on a problem with sampling noise removed, estimated from other models' outcomes on the same problem: a latent
/// difficulty specific to the model. A single sample of one model is mostly noise; fifty other models are not.
/// </summary>
internal sealed class SmoothedOutcomes
{
    private const int MinModels = 15;
    private const int MinRows = 100;
    private const int FoldCount = 5;
    private const double MinKnownShare = 0.6;
    private const double Pull = 20;

    /// <summary>The share of the observed outcome in the smoothed one.</summary>
    private const double SeenShare = 0.3;

    private readonly IReadOnlyList<OutcomeRow> own;
    private readonly double[][]? others;

    /// <param name="own">Rows whose outcomes are smoothed.</param>
    /// <param name="related">Those rows and others of their family, which may have the same problems under the same group.</param>
    /// <param name="hidden">Models excluded as predictors: the ones to be smoothed.</param>
    public SmoothedOutcomes(IReadOnlyList<OutcomeRow> own, IEnumerable<OutcomeRow> related, IReadOnlySet<string> hidden)
    {
        this.own = own;
        var columns = own.Count < MinRows ? [] : Columns(own, related, hidden).ToList();
        others = columns.Count < MinModels ? null : [.. own.Select((_, row) => columns.Select(column => column[row]).ToArray())];
    }

    /// <summary>One number per row, approximately in [0, 1]; the observed outcomes if there are too few other models.</summary>
    public double[] Of(string model, int seed)
    {
        var seen = own.Select(row => row.Outcomes[model]).ToArray();
        if (others is null)
        {
            return seen;
        }

        var folds = own.Select(row => Folds.Of(row.Group, FoldCount, seed + 2)).ToArray();
        var smoothed = new double[seen.Length];
        for (var fold = 0; fold < FoldCount; fold++)
        {
            var outside = Enumerable.Range(0, seen.Length).Where(row => folds[row] != fold).ToArray();
            if (outside.Length == seen.Length || outside.Length == 0)
            {
                continue;
            }

            var ridge = Ridge.Fit([.. outside.Select(row => others[row])], [.. outside.Select(row => seen[row])], Pull);
            for (var row = 0; row < seen.Length; row++)
            {
                smoothed[row] = folds[row] == fold
                    ? SeenShare * seen[row] + (1 - SeenShare) * Math.Clamp(ridge.Of(others[row]), 0, 1)
                    : smoothed[row];
            }
        }

        return smoothed;
    }

    /// <summary>One column per model and data set that covers most of the rows; missing values are its mean.</summary>
    private static IEnumerable<double[]> Columns(
        IReadOnlyList<OutcomeRow> own,
        IEnumerable<OutcomeRow> related,
        IReadOnlySet<string> hidden)
    {
        var dataSet = own[0].DataSet;
        foreach (var model in own
            .SelectMany(row => row.Outcomes.Keys)
            .Distinct()
            .Where(model => !hidden.Contains(model))
            .Order(StringComparer.Ordinal))
        {
            if (Column(own, row => row.Outcomes.TryGetValue(model, out var success) ? success : null) is { } column)
            {
                yield return column;
            }
        }

        foreach (var set in related
            .Where(row => row.DataSet != dataSet)
            .GroupBy(row => row.DataSet)
            .OrderBy(set => set.Key, StringComparer.Ordinal))
        {
            var byGroup = set.ToLookup(row => row.Group);
            foreach (var model in set
                .SelectMany(row => row.Outcomes.Keys)
                .Distinct()
                .Where(model => !hidden.Contains(model))
                .Order(StringComparer.Ordinal))
            {
                if (Column(own, row => MeanOf(byGroup[row.Group], model)) is { } column)
                {
                    yield return column;
                }
            }
        }
    }

    private static double? MeanOf(IEnumerable<OutcomeRow> rows, string model)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in rows)
        {
            if (row.Outcomes.TryGetValue(model, out var success))
            {
                (sum, count) = (sum + success, count + 1);
            }
        }

        return count == 0 ? null : sum / count;
    }

    private static double[]? Column(IReadOnlyList<OutcomeRow> own, Func<OutcomeRow, double?> outcomeOf)
    {
        var values = own.Select(outcomeOf).ToArray();
        var known = values.Where(value => value is not null).Select(value => value!.Value).ToArray();
        if (known.Length < MinKnownShare * values.Length)
        {
            return null;
        }

        var mean = known.Average();
        return [.. values.Select(value => value ?? mean)];
    }
}
