using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>Predicts every row with heads trained without its source.</summary>
internal static class SourcesLeftOut
{
    private const int Threads = 2;

    public static IReadOnlyList<LeftOutPrediction> Predict(
        IReadOnlyList<OutcomeRow> rows, IReadOnlyList<TaskExample> examples, int seed, IProgress<string>? progress)
    {
        var folds = SourceFolds.Of(rows.Select(row => (row.Source, row.Kind!.Value)));
        var found = new LeftOutPrediction?[rows.Count];
        Parallel.For(0, SourceFolds.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads }, fold =>
        {
            progress?.Report($"tasks: sources left out, {fold + 1} of {SourceFolds.Count}");
            var model = TaskTraining.Train(
                [.. examples.Where(example => example.Row >= rows.Count || folds[example.Source] != fold)], seed);
            if (model is null)
            {
                return;
            }

            var scorer = new TaskScorer(model);
            foreach (var example in examples.Where(example => example.Row < rows.Count && folds[example.Source] == fold))
            {
                if (found[example.Row] is null)
                {
                    var logits = new float[model.Tasks.Length];
                    scorer.Score(example.Vector, logits);
                    var input = TaskInputs.Of(rows[example.Row]);
                    var isForeign = TaskReader.OutlineOf(input, PromptFeatures.Read(input)).IsForeign;
                    found[example.Row] = new LeftOutPrediction(rows[example.Row], fold, model.Tasks, logits, isForeign);
                }
            }
        });
        return [.. found.OfType<LeftOutPrediction>()];
    }
}
