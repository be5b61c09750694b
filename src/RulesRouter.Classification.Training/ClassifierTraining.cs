using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;
using RulesRouter.Classifiers.Training.Learning.Tasks;

namespace RulesRouter.Classifiers.Training;

/// <summary>Trains all parameters from outcome rows: one model per domain, and the task heads.</summary>
internal static class ClassifierTraining
{
    private const int MinRows = 60;

    public static ClassifierParameters Train(IReadOnlyList<OutcomeRow> rows, int seed, IProgress<string>? progress = null)
    {
        var parameters = TrainDomains(rows, seed, progress);
        var labelled = TaskExamples.Choose(rows);
        progress?.Report($"{Domains.Count + 1} of {Domains.Count + 1}, tasks: {labelled.Count} labelled prompts");
        return parameters with { Tasks = TrainTasks(labelled, seed, progress) };
    }

    /// <summary>The task heads, calibrated on sources left out; null if there are too few labelled prompts.</summary>
    private static TaskModel? TrainTasks(IReadOnlyList<OutcomeRow> labelled, int seed, IProgress<string>? progress)
    {
        var examples = TaskExamples.Of(labelled);
        var calibration = TaskCalibration.Fit(SourcesLeftOut.Predict(labelled, examples, seed, progress));
        return TaskTraining.Train(examples, seed) is not { } model ? null : model with
        {
            Temperature = calibration.Temperature,
            Threshold = calibration.Threshold,
            ForeignThreshold = calibration.ForeignThreshold,
        };
    }

    /// <summary>The domains alone, without the task heads.</summary>
    /// <param name="only">Null: every domain.</param>
    public static ClassifierParameters TrainDomains(
        IReadOnlyList<OutcomeRow> rows, int seed, IProgress<string>? progress = null, IReadOnlySet<Domain>? only = null)
    {
        var learned = Enum.GetValues<Domain>()
            .Select(domain => rows.Where(row => row.Outcomes.Count > 0 && row.Domain == domain).ToList())
            .Select(own => DomainRows.Of(own, new ModelAbilities(own))).ToList();
        var lengths = LengthResponseTraining.Fit(learned);
        var domains = new DomainModel?[Domains.Count];
        foreach (var domain in Enum.GetValues<Domain>())
        {
            var own = learned[(int)domain];
            progress?.Report($"{(int)domain + 1} of {Domains.Count + 1}, {Domains.NameOf(domain)}: {own.Count} prompts with outcomes");
            domains[(int)domain] = own.Count < MinRows || only?.Contains(domain) == false
                ? null
                : DomainTraining.Train(own, lengths, seed);
        }

        return new ClassifierParameters(seed, null, domains, lengths);
    }
}
