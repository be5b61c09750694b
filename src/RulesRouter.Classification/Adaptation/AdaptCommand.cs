using RulesRouter.Classifiers.Data;
using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Measuring;
using RulesRouter.Classifiers.Serving;

namespace RulesRouter.Classifiers.Adaptation;

/// <summary>
/// What <c>rulesrouter classifier adapt</c> does: learn from one's own outcomes, and replace the served artefact only by one that is
/// better on groups kept apart, with the lower bound of the improvement above zero. What is saved is what was measured.
/// </summary>
public static class AdaptCommand
{
    private const int FoldCount = 5;
    private const int HeldOutFolds = 2;
    private const int FewestHeldOut = 30;
    private const int FewestToRetrain = 300;

    /// <exception cref="OutcomeDataException">The outcomes do not read.</exception>
    /// <exception cref="InvalidDataException">The served artefact does not load.</exception>
    public static AdaptResult Run(AdaptOptions options, IProgress<string>? progress = null)
    {
        var (served, digest, problem) = ClassifierLoader.Read(options.ModelPath);
        if (served is null)
        {
            throw new InvalidDataException(problem);
        }

        var rows = OutcomeReader.ReadFile(options.OutcomesFile).Where(row => row.Outcomes.Count > 0).ToList();
        var heldOut = rows.Where(row => Folds.Of(row.Group, FoldCount, options.Seed) < HeldOutFolds).ToList();
        var fitted = LeakGuard.Without([.. rows.Except(heldOut)], heldOut);
        var abilities = new ModelAbilities(fitted);
        var answers = new HeldOutAnswers(heldOut, abilities);
        if (fitted.Count == 0 || heldOut.Count < FewestHeldOut || answers.Count == 0)
        {
            return new AdaptResult
            {
                Replaced = false,
                Reason = $"kept the served artefact: {heldOut.Count} held-out prompts are too few to tell better from worse (at least {FewestHeldOut})",
                FittedRows = fitted.Count,
                HeldOutRows = heldOut.Count,
                Candidates = [],
                Digest = digest,
            };
        }

        return Compare(options, served, digest, Candidates(served, fitted, abilities, options.Seed, progress), answers, fitted.Count, heldOut.Count);
    }

    private static List<(string Name, ClassifierParameters Parameters)> Candidates(
        ClassifierParameters served, List<OutcomeRow> fitted, ModelAbilities abilities, int seed, IProgress<string>? progress)
    {
        progress?.Report($"recalibrating on {fitted.Count} prompts");
        var rows = Enum.GetValues<Domain>()
            .Select(domain => DomainRows.Of([.. fitted.Where(row => Domains.Of(row) == domain)], abilities)).ToArray();
        var candidates = new List<(string, ClassifierParameters)> { ("recalibrated", Recalibration.Apply(served, rows)) };
        if (rows.Any(domain => domain.Count >= FewestToRetrain))
        {
            progress?.Report($"retraining on {fitted.Count} prompts");
            candidates.Add(("retrained", served with
            {
                Domains = [.. served.Domains.Select((model, domain) => rows[domain].Count < FewestToRetrain
                    ? model
                    : DomainModel.Train(rows[domain], served.Seed))],
            }));
        }

        return candidates;
    }

    private static AdaptResult Compare(
        AdaptOptions options,
        ClassifierParameters served,
        string digest,
        List<(string Name, ClassifierParameters Parameters)> candidates,
        HeldOutAnswers answers,
        int fittedRows,
        int heldOutRows)
    {
        var before = answers.Predict(new TrainedClassifier(served, digest));
        var compared = new List<AdaptCandidate> { new("served", answers.Measure(before), null) };
        foreach (var (name, parameters) in candidates)
        {
            var after = answers.Predict(new TrainedClassifier(parameters, name));
            compared.Add(new AdaptCandidate(name, answers.Measure(after), answers.Improvement(before, after, options.Replicates, options.Seed)));
        }

        var best = Enumerable.Range(0, candidates.Count).MaxBy(at => compared[at + 1].Improvement!.Value);
        var better = compared[best + 1].Improvement!.Low > 0;
        if (better)
        {
            var bytes = ArtefactFormat.Write(candidates[best].Parameters);
            ArtefactFile.Save(bytes, ClassifierLoader.FileOf(options.ModelPath));
            digest = "sha256:" + ClassifierLoader.HashOf(bytes);
        }

        return new AdaptResult
        {
            Replaced = better,
            Reason = better
                ? $"replaced the served artefact by the {candidates[best].Name} one"
                : $"kept the served artefact: the {candidates[best].Name} one is not surely better on held-out groups",
            FittedRows = fittedRows,
            HeldOutRows = heldOutRows,
            Candidates = compared,
            Digest = digest,
        };
    }
}
