using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Training.Shipping;

/// <summary>The command <c>rulesrouter classifier train</c>. Heads of difficulty that do not pass their contest are left out.</summary>
internal static class TrainCommand
{
    /// <exception cref="OutcomeDataException">The data cannot be read.</exception>
    public static TrainResult Run(TrainOptions options, IProgress<string>? progress = null)
    {
        var rows = OutcomeReader.ReadFolder(options.DataFolder);
        var contest = DifficultyContest.Run(rows, options.Seed, progress);
        var learned = ClassifierTraining.Train(rows, options.Seed, progress);
        var bytes = ArtefactFormat.Write(learned with
        {
            Domains = [.. learned.Domains.Select((model, domain) => contest.Ships((Domain)domain) ? model : null)],
        });
        var path = Path.Combine(options.OutputFolder, ClassifierLoader.FileName);
        ArtefactFile.Save(bytes, path);
        var counts = rows.GroupBy(row => row.DataSet)
            .OrderBy(set => set.Key, StringComparer.Ordinal)
            .ToDictionary(set => set.Key, set => set.Count());
        return new TrainResult(path, ClassifierLoader.HashOf(bytes), bytes.Length, counts, contest);
    }
}
