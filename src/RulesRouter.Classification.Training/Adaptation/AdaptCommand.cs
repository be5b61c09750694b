using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;
using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Training.Adaptation;

/// <summary>
/// The command <c>rulesrouter classifier adapt</c>: learns from the user's own outcomes, and replaces the served artefact only by one that
/// is better on held-out groups (<see cref="Contest"/>).
/// </summary>
internal static class AdaptCommand
{
    private const int FoldCount = 5;
    private const int HeldOutFolds = 2;
    private const int MinHeldOut = 30;
    private const int MinRowsToRetrain = 300;

    /// <summary>Recalibrates and, with enough rows, retrains on prompts with outcomes, in the format of the training data.</summary>
    /// <exception cref="OutcomeDataException">The outcomes cannot be read.</exception>
    /// <exception cref="InvalidDataException">The served artefact cannot be loaded.</exception>
    public static AdaptResult Run(string outcomesFile, AdaptOptions options, IProgress<string>? progress = null)
    {
        var (served, digest) = Served(options);
        var rows = OutcomeReader.ReadFile(outcomesFile).Where(row => row.Outcomes.Count > 0).ToList();
        var heldOut = rows.Where(row => IsHeldOut(row.Group, options)).ToList();
        var fitted = LeakGuard.Without([.. rows.Except(heldOut)], heldOut);
        var abilities = new ModelAbilities(fitted);
        var answers = new HeldOutAnswers(heldOut, abilities);
        if (fitted.Count == 0 || heldOut.Count < MinHeldOut || answers.Truth.Count == 0)
        {
            return Contest.Undecided(TooFew(heldOut.Count, "prompts"), fitted.Count, heldOut.Count, digest);
        }

        var candidates = Candidates(served, fitted, abilities, options.Seed, progress)
            .Select(candidate => (candidate.Name, candidate.Parameters,
                answers.Predict(new TrainedClassifier(candidate.Parameters, candidate.Name)))).ToList();
        return new Contest(
            answers.Truth,
            answers.Predict(new TrainedClassifier(served, digest)),
            digest).Decide(candidates, fitted.Count, heldOut.Count, options);
    }

    /// <summary>Corrects each domain's probabilities by outcomes without prompts (<see cref="Correcting"/>).</summary>
    /// <exception cref="InvalidDataException">The served artefact cannot be loaded.</exception>
    public static AdaptResult Run(IReadOnlyList<JudgedAnswer> answers, AdaptOptions options)
    {
        var (served, digest) = Served(options);
        var usable = answers.Where(answer => Domains.Of(answer.Task) is { } domain && served.Domains[(int)domain] is not null).ToList();
        var fitted = usable.Where(answer => !IsHeldOut(answer.Decision, options)).ToList();
        var correcting = new Correcting(fitted);
        var heldOut = usable.Where(answer => IsHeldOut(answer.Decision, options) && correcting.Knows(answer)).ToList();
        var decisions = heldOut.Select(answer => answer.Decision).Distinct().Count();
        var fittedDecisions = fitted.Select(answer => answer.Decision).Distinct().Count();
        if (decisions < MinHeldOut)
        {
            return Contest.Undecided(
                $"{TooFew(decisions, "decisions")}; of {answers.Count} outcomes {usable.Count} have a task with a trained domain",
                fittedDecisions,
                decisions,
                digest);
        }

        var corrected = correcting.Apply(served);
        return new Contest(
            [.. heldOut.Select(answer => (answer.Decision, answer.Right ? 1.0 : 0))],
            correcting.Predict(served, heldOut),
            digest)
            .Decide([("recalibrated", corrected, correcting.Predict(corrected, heldOut))], fittedDecisions, decisions, options);
    }

    private static (ClassifierParameters Parameters, string Digest) Served(AdaptOptions options) =>
        ClassifierLoader.Read(options.ModelPath) switch
        {
            ({ } parameters, var digest, _) => (parameters, digest),
            (_, _, var problem) => throw new InvalidDataException(problem),
        };

    private static bool IsHeldOut(string group, AdaptOptions options) => Folds.Of(group, FoldCount, options.Seed) < HeldOutFolds;

    private static string TooFew(int heldOut, string what) =>
        $"{heldOut} held-out {what} are too few to compare artefacts (minimum {MinHeldOut})";

    private static List<(string Name, ClassifierParameters Parameters)> Candidates(
        ClassifierParameters served, List<OutcomeRow> fitted, ModelAbilities abilities, int seed, IProgress<string>? progress)
    {
        progress?.Report($"recalibrating on {fitted.Count} prompts");
        var rows = Enum.GetValues<Domain>()
            .Select(domain => DomainRows.Of([.. fitted.Where(row => row.Domain == domain)], abilities)).ToArray();
        var candidates = new List<(string, ClassifierParameters)> { ("recalibrated", Recalibration.Apply(served, rows)) };
        if (rows.Any(domain => domain.Count >= MinRowsToRetrain))
        {
            progress?.Report($"retraining on {fitted.Count} prompts");
            candidates.Add(("retrained", served with
            {
                Domains = [.. served.Domains.Select((model, domain) => rows[domain].Count < MinRowsToRetrain
                    ? model
                    : DomainTraining.Train(rows[domain], served.Lengths, served.Seed))],
            }));
        }

        return candidates;
    }
}
