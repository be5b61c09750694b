using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training;

/// <summary>The command <c>rulesrouter classifier train</c>.</summary>
internal static class TrainCommand
{
    /// <exception cref="OutcomeDataException">The data cannot be read.</exception>
    public static TrainResult Run(TrainOptions options, IProgress<string>? progress = null)
    {
        var rows = OutcomeReader.ReadFolder(options.DataFolder);
        var bytes = ArtefactFormat.Write(ClassifierTraining.Train(rows, options.Seed, progress));
        var path = Path.Combine(options.OutputFolder, ClassifierLoader.FileName);
        ArtefactFile.Save(bytes, path);
        var counts = rows.GroupBy(row => row.DataSet)
            .OrderBy(set => set.Key, StringComparer.Ordinal)
            .ToDictionary(set => set.Key, set => set.Count());
        return new TrainResult(path, ClassifierLoader.HashOf(bytes), bytes.Length, counts);
    }
}
