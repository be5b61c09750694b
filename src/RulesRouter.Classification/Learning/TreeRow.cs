namespace RulesRouter.Classifiers.Learning;

/// <summary>What ML.NET reads; it needs properties that can be set.</summary>
internal sealed class TreeRow
{
    public float Label { get; set; }

    public float Weight { get; set; }

    public float[] Features { get; set; } = [];
}
