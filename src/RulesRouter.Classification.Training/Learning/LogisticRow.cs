using Microsoft.ML.Data;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>An ML.NET input row; ML.NET requires settable properties.</summary>
internal sealed class LogisticRow
{
    public bool Label { get; set; }

    public float Weight { get; set; }

    public VBuffer<float> Features { get; set; }
}
