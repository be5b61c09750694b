namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>An ML.NET input row; ML.NET requires settable properties.</summary>
internal sealed class TreeRow
{
    public float Label { get; set; }

    public float Weight { get; set; }

    public float[] Features { get; set; } = [];
}
