using RulesRouter.Classifiers.Heuristic;
using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// Which task a prompt is. Plain rules speak first: markers that leave no doubt, then the instruction a text opens with. What is learnt counts where it is sure, and where it is nearly sure and the rules'
/// guess agrees; else the answer is "I do not know".
/// </summary>
internal sealed class TaskScorer(TaskModel model)
{
    /// <summary>Probability that what is learnt must reach, without and with the rules' agreement.</summary>
    private const float Alone = 0.9f;
    private const float Agreeing = 0.35f;

    private readonly GramHeads grams = new(model.Grams);
    private readonly DenseHeads linear = new(model.Dense);

    public static bool Fits(TaskModel model) => model.Tasks.Length <= BucketTable.Lanes;

    public TaskGuess Guess(in PromptFeatures features, ReadOnlySpan<ushort> buckets, ReadOnlySpan<float> dense)
    {
        var certain = TaskRules.Certain(features);
        if (certain.Task is not null)
        {
            return certain;
        }

        var opening = TaskRules.Opening(features);
        if (opening.Task is not null)
        {
            return opening;
        }

        Span<float> probabilities = stackalloc float[BucketTable.Lanes];
        Span<float> logits = stackalloc float[BucketTable.Lanes];
        Span<float> standardised = stackalloc float[DenseFeatures.Count];
        grams.Score(buckets, probabilities);
        model.Scale.Apply(dense, standardised);
        linear.Score(standardised, logits);
        probabilities = probabilities[..model.Tasks.Length];
        for (var task = 0; task < probabilities.Length; task++)
        {
            probabilities[task] += logits[task];
        }

        TaskModel.ToProbabilities(probabilities, model.Sharpness);
        return Decide(probabilities, TaskRules.Guess(features), TaskRules.Asks(features));
    }

    private TaskGuess Decide(ReadOnlySpan<float> probabilities, TaskGuess rules, bool asks)
    {
        var best = 0;
        for (var task = 1; task < probabilities.Length; task++)
        {
            best = probabilities[task] > probabilities[best] ? task : best;
        }

        if (model.Tasks[best] == TaskKind.Knowledge && !asks)
        {
            return rules;
        }

        var agrees = rules.Task == model.Tasks[best];
        return probabilities[best] >= (agrees ? Agreeing : Alone) ? new TaskGuess(model.Tasks[best], agrees ? MathF.Max(probabilities[best], (float)rules.Confidence) : probabilities[best])
            : rules.Task is { } task2 && IndexOf(task2) is var at && (at < 0 || probabilities[at] >= 0.1f) ? rules
            : TaskGuess.Unknown;
    }

    private int IndexOf(TaskKind task) => Array.IndexOf(model.Tasks, task);
}
