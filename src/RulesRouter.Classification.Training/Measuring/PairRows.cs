using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>The rows of a data set that both models of a pair answered, and the scores to compare.</summary>
internal sealed class PairRows
{
    private readonly int seed;

    public PairRows(IReadOnlyList<OutcomeRow> rows, ModelPair pair, int seed)
    {
        this.seed = seed;
        Rows = rows;
        Weak = [.. rows.Select(row => row.Outcomes[pair.Weak])];
        Strong = [.. rows.Select(row => row.Outcomes[pair.Strong])];
        Pair = pair;
        var random = new Random(seed);
        Jitter = [.. rows.Select(_ => random.NextDouble())];
        Gain = new double[rows.Count];
        Difficulty = new double[rows.Count];
        WeakChance = new double[rows.Count];
        StrongChance = new double[rows.Count];
        Prototype = new double[rows.Count];
        TaskMean = new double[rows.Count];
        Length = [.. rows.Select(row => (double)row.Prompt.Length)];
        Keyword = [.. rows.Select(row => KeywordScore(PromptFeatures.Read(row.Prompt)))];
        Oracle = [.. Enumerable.Range(0, rows.Count).Select(at => Strong[at] - Weak[at])];
    }

    public ModelPair Pair { get; }

    public IReadOnlyList<OutcomeRow> Rows { get; }

    public double[] Weak { get; }

    public double[] Strong { get; }

    public double[] Jitter { get; }

    public double[] Gain { get; }

    /// <summary>In [0, 1]; 0 for all rows where none is measured.</summary>
    public double[] Difficulty { get; }

    public double[] WeakChance { get; }

    public double[] StrongChance { get; }

    /// <summary>See <see cref="Measuring.Prototype"/>.</summary>
    public double[] Prototype { get; }

    public double[] TaskMean { get; }

    public double[] Length { get; }

    public double[] Keyword { get; }

    public double[] Oracle { get; }

    /// <summary>Some of the rows, with the scores that are filled.</summary>
    public PairRows Where(Func<OutcomeRow, bool> isPart)
    {
        var kept = Enumerable.Range(0, Rows.Count).Where(at => isPart(Rows[at])).ToArray();
        var part = new PairRows([.. kept.Select(at => Rows[at])], Pair, seed);
        for (var index = 0; index < kept.Length; index++)
        {
            part.Gain[index] = Gain[kept[index]];
            part.Difficulty[index] = Difficulty[kept[index]];
            part.WeakChance[index] = WeakChance[kept[index]];
            part.StrongChance[index] = StrongChance[kept[index]];
            part.TaskMean[index] = TaskMean[kept[index]];
        }

        return part;
    }

    /// <summary>The mean gain of a row's source, over the rows of other folds.</summary>
    public void FillTaskMean(int folds, int seed)
    {
        var fold = Rows.Select(row => Folds.Of(row.Group, folds, seed)).ToArray();
        for (var tested = 0; tested < folds; tested++)
        {
            var others = Enumerable.Range(0, Rows.Count).Where(at => fold[at] != tested).ToArray();
            var mean = others.Length == 0 ? 0 : others.Average(at => Oracle[at]);
            var bySource = others.GroupBy(at => Rows[at].Source).ToDictionary(
                source => source.Key,
                source => source.Average(at => Oracle[at]));
            for (var at = 0; at < Rows.Count; at++)
            {
                TaskMean[at] = fold[at] == tested ? bySource.GetValueOrDefault(Rows[at].Source, mean) - mean : TaskMean[at];
            }
        }
    }

    /// <summary>Count of words that suggest difficulty.</summary>
    private static double KeywordScore(PromptFeatures features) =>
        features[Signal.Mathematics] + features[Signal.Loops] + features[Signal.Branches] + features[Signal.Quantity]
            + features[Signal.Negation]
        + features[Signal.Bug] + features[Signal.Agent];
}
