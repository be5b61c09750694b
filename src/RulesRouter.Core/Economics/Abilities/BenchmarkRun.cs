using System.Collections.Immutable;

namespace RulesRouter.Economics.Abilities;

/// <summary>One published score of a model: an observation of its ability at the tasks that the suite is evidence for.</summary>
/// <param name="Model">Index of the model in the catalog.</param>
/// <param name="Suite">Name of the benchmark, without differences of spelling.</param>
/// <param name="Publisher">Host of the publication, or the publication itself if it is not a web address.</param>
/// <param name="Setting">Metric, scaffold, effort and variant as published.</param>
/// <param name="Groups">Distinct, in order.</param>
/// <param name="Score">0..1.</param>
internal sealed record BenchmarkRun(
    int Model,
    string Suite,
    string Publisher,
    string Setting,
    ImmutableArray<TaskGroup> Groups,
    double Score)
{
    /// <summary>A score of 0 or 1 says at most this: the least distance from both that a suite of some sixty problems can show.</summary>
    private const double Edge = 0.015;

    /// <summary>The score in logits.</summary>
    public double Logit { get; } = Economics.Logit.Of(Math.Clamp(Score, Edge, 1 - Edge));

    /// <summary>Whether both publish the suite, whatever the setting.</summary>
    public bool SharesPublication(BenchmarkRun other) => Suite == other.Suite && Publisher == other.Publisher;
}
