using RulesRouter.Classifiers.Heuristic;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// Determines the task of a request: an unambiguous form decides, otherwise the trained softmax does. It abstains below a
/// threshold.
/// </summary>
internal sealed class TaskScorer(TaskModel model)
{
    private readonly BucketTable table = new(TaskGrams.Count, model.Buckets, model.Weights);

    public static bool Fits(TaskModel model) => model.Tasks.Length <= BucketTable.Lanes;

    public TaskGuess Guess(in ClassifierInput prompt, in PromptFeatures features, in TaskGrams grams)
    {
        if (TaskForms.Of(prompt, features) is { } form)
        {
            return new TaskGuess(TaskForms.TaskOf(form), TaskForms.Confidence);
        }

        Span<float> probabilities = stackalloc float[BucketTable.Lanes];
        probabilities = probabilities[..model.Tasks.Length];
        Score(grams, probabilities);
        TaskModel.ToProbabilities(probabilities, model.Temperature);
        var best = 0;
        for (var task = 1; task < probabilities.Length; task++)
        {
            best = probabilities[task] > probabilities[best] ? task : best;
        }

        return probabilities[best] >= (grams.Outline.IsForeign ? model.ForeignThreshold : model.Threshold)
            ? new TaskGuess(model.Tasks[best], probabilities[best])
            : TaskGuess.Unknown;
    }

    /// <param name="grams">The features.</param>
    /// <param name="logits">Receives one number per task.</param>
    public void Score(in TaskGrams grams, Span<float> logits)
    {
        model.Biases.CopyTo(logits);
        for (var view = (TaskView)0; view < TaskView.Count; view++)
        {
            Add(view, grams.Of(view), logits);
        }
    }

    public void Score(TaskVector vector, Span<float> logits)
    {
        model.Biases.CopyTo(logits);
        for (var view = (TaskView)0; view < TaskView.Count; view++)
        {
            Add(view, vector.Views[(int)view], logits);
        }
    }

    private void Add(TaskView view, ReadOnlySpan<ushort> buckets, Span<float> logits)
    {
        Span<int> sums = stackalloc int[BucketTable.Lanes];
        table.Sum(buckets, sums);
        var value = TaskModel.ValueOf(view, buckets.Length);
        for (var task = 0; task < logits.Length; task++)
        {
            logits[task] += sums[task] * model.Steps[task] * value;
        }
    }
}
