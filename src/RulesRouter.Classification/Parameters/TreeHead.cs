namespace RulesRouter.Classifiers.Parameters;

/// <summary>Boosted regression trees as flat arrays, with ML.NET's own predictions for the probes.</summary>
internal sealed record TreeHead
{
    public required float Bias { get; init; }

    /// <summary>The first node of each tree; a tree of one leaf is the complement of its leaf's index.</summary>
    public required int[] Roots { get; init; }

    public required ushort[] Features { get; init; }

    public required float[] Thresholds { get; init; }

    /// <summary>Next node at or below the threshold, or the complement of a leaf's index.</summary>
    public required int[] Lower { get; init; }

    public required int[] Upper { get; init; }

    public required float[] Leaves { get; init; }

    public required float[] ProbeScores { get; init; }

    /// <summary>No tree, for targets with too few rows.</summary>
    public static TreeHead Constant(float value) => new()
    {
        Bias = value,
        Roots = [],
        Features = [],
        Thresholds = [],
        Lower = [],
        Upper = [],
        Leaves = [],
        ProbeScores = [.. Enumerable.Repeat(value, Probes.Count)],
    };

    public float Score(ReadOnlySpan<float> features)
    {
        var sum = Bias;
        foreach (var root in Roots)
        {
            var node = root;
            while (node >= 0)
            {
                node = features[Features[node]] <= Thresholds[node] ? Lower[node] : Upper[node];
            }

            sum += Leaves[~node];
        }

        return sum;
    }
}
