using Microsoft.ML.Data;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>An ML.NET input row; ML.NET requires settable properties.</summary>
internal sealed class SoftmaxRow
{
    /// <summary>The task's index.</summary>
    public uint Label { get; set; }

    public float Weight { get; set; }

    public VBuffer<float> Features { get; set; }
}
