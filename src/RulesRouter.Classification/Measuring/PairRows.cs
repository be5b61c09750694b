using RulesRouter.Classifiers.Data;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Measuring;

/// <summary>The rows of a data set that both models of a pair answered, and every score under comparison.</summary>
internal sealed class PairRows
{
    public PairRows(IReadOnlyList<OutcomeRow> rows, ModelPair pair, int seed)
    {
        Rows = rows;
        Weak = [.. rows.Select(row => row.Outcomes[pair.Weak])];
        Strong = [.. rows.Select(row => row.Outcomes[pair.Strong])];
        Pair = pair;
        var random = new Random(seed);
        Jitter = [.. rows.Select(_ => random.NextDouble())];
        Gain = new double[rows.Count];
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

    public double[] WeakChance { get; }

    public double[] StrongChance { get; }

    /// <summary>Hashed n-grams and trees trained on this pair's own labels, averaged: what the classifier must beat.</summary>
    public double[] Prototype { get; }

    public double[] TaskMean { get; }

    public double[] Length { get; }

    public double[] Keyword { get; }

    public double[] Oracle { get; }

    /// <summary>Words that sound hard, whatever the length.</summary>
    private static double KeywordScore(PromptFeatures features) =>
        features[Signal.Mathematics] + features[Signal.Loops] + features[Signal.Branches] + features[Signal.Quantity] + features[Signal.Negation]
        + features[Signal.Bug] + features[Signal.Agent];
}
