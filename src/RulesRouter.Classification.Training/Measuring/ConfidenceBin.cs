namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Prompts whose most probable task has about the same confidence.</summary>
/// <param name="Prompts">Number of prompts.</param>
/// <param name="Confidence">Mean confidence.</param>
/// <param name="Right">Share for which the most probable task is the label.</param>
internal sealed record ConfidenceBin(int Prompts, double Confidence, double Right)
{
    private static readonly double[] Edges = [0, 0.3, 0.5, 0.7, 0.85, 0.95, 1.01];

    internal static IReadOnlyList<ConfidenceBin> Of(IReadOnlyCollection<TaskAnswer> answers) =>
    [
        .. Edges.Zip(Edges.Skip(1))
            .Select(bin => answers.Where(answer => answer.Confidence >= bin.First && answer.Confidence < bin.Second).ToList())
            .Where(bin => bin.Count > 0)
            .Select(bin => new ConfidenceBin(
                bin.Count,
                bin.Average(answer => answer.Confidence),
                (double)bin.Count(answer => answer.Best == answer.Label) / bin.Count)),
    ];
}
