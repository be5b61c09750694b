using Microsoft.ML.Data;

namespace RulesRouter.Classifiers.Learning;

/// <summary>What ML.NET reads; it needs properties that can be set.</summary>
internal sealed class LogisticRow
{
    public bool Label { get; set; }

    public float Weight { get; set; }

    public VBuffer<float> Features { get; set; }
}
