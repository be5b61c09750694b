using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Training.Adaptation;

/// <summary>
/// Decides whether a candidate replaces the served artefact: only if the Brier score on held-out answers falls, with the lower bound
/// of the fall above zero, resampled by group. The saved artefact is the measured one.
/// </summary>
/// <param name="truth">The held-out answers: their group, and whether they were right.</param>
/// <param name="served">The served artefact's predictions for them.</param>
/// <param name="digest">Digest of the served artefact.</param>
internal sealed class Contest(IReadOnlyList<(string Group, double Success)> truth, double[] served, string digest)
{
    /// <param name="candidates">The candidates with their predictions for the held-out answers.</param>
    /// <param name="fitted">Number of prompts or decisions used for fitting.</param>
    /// <param name="heldOut">Number of held-out prompts or decisions.</param>
    public AdaptResult Decide(
        IReadOnlyList<(string Name, ClassifierParameters Parameters, double[] Predicted)> candidates,
        int fitted,
        int heldOut,
        AdaptOptions options)
    {
        List<AdaptCandidate> compared =
        [
            new("served", Measure(served), null),
            .. candidates.Select(
                candidate => new AdaptCandidate(candidate.Name, Measure(candidate.Predicted), Improvement(candidate.Predicted, options))),
        ];
        var best = Enumerable.Range(0, candidates.Count).MaxBy(at => compared[at + 1].Improvement!.Value);
        var better = compared[best + 1].Improvement!.Low > 0;
        var bytes = better ? ArtefactFormat.Write(candidates[best].Parameters) : [];
        if (better)
        {
            ArtefactFile.Save(bytes, ClassifierLoader.FileOf(options.ModelPath));
        }

        return new AdaptResult
        {
            Replaced = better,
            Reason = better
                ? $"replaced the served artefact by the {candidates[best].Name} one"
                : $"kept the served artefact: the {candidates[best].Name} one is not significantly better on held-out groups",
            FittedRows = fitted,
            HeldOutRows = heldOut,
            Candidates = compared,
            Digest = better ? "sha256:" + ClassifierLoader.HashOf(bytes) : digest,
        };
    }

    public static AdaptResult Undecided(string reason, int fitted, int heldOut, string digest) => new()
    {
        Replaced = false,
        Reason = "kept the served artefact: " + reason,
        FittedRows = fitted,
        HeldOutRows = heldOut,
        Candidates = [],
        Digest = digest,
    };

    private Calibration Measure(double[] predicted) => Calibration.Of(predicted, [.. truth.Select(answer => answer.Success)]);

    /// <summary>The decrease of the Brier score.</summary>
    private Interval Improvement(double[] predicted, AdaptOptions options)
    {
        var falls = truth.Select(
            (answer, at) => (answer.Group, Fall: Math.Pow(served[at] - answer.Success, 2) - Math.Pow(predicted[at] - answer.Success, 2)))
            .GroupBy(fall => fall.Group).Select(group => (Sum: group.Sum(fall => fall.Fall), Count: group.Count())).ToArray();
        var random = new Random(options.Seed);
        var resampled = new double[options.Replicates];
        for (var replicate = 0; replicate < resampled.Length; replicate++)
        {
            var (sum, count) = (0.0, 0);
            for (var draw = 0; draw < falls.Length; draw++)
            {
                var group = falls[random.Next(falls.Length)];
                (sum, count) = (sum + group.Sum, count + group.Count);
            }

            resampled[replicate] = sum / count;
        }

        return Interval.Of(falls.Sum(group => group.Sum) / truth.Count, resampled);
    }
}
