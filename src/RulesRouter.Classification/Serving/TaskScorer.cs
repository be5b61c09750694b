using RulesRouter.Catalog;
using RulesRouter.Classifiers.Heuristic;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// Determines the task of a prompt. Rules come first: unambiguous markers, then the opening instruction. The trained heads
/// count on prompts like those of their training, if they are confident, or less confident and in agreement with the rules; otherwise
/// the scorer abstains.
/// </summary>
internal sealed class TaskScorer(TaskModel model)
{
    /// <summary>Probability that the trained heads must reach, without and with the rules' agreement.</summary>
    private const float Alone = 0.9f;
    private const float Agreeing = 0.35f;

    /// <summary>Rules by words alone are mostly wrong if the heads disagree, except for bug reports with a request for a fix.</summary>
    private const double MinBugConfidence = 0.6;

    /// <summary>
    /// Maximum distance from a task's own prompts at which its heads count: 97% of these are within 1. Chat is the remaining category, and
    /// every prompt of an unknown kind resembles it slightly.
    /// </summary>
    private const float MaxDistance = 1;
    private const float MaxChatDistance = 0.25f;

    private readonly GramHeads grams = new(model.Grams);
    private readonly GramHeads familiar = new([], model.Familiar);
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
        if (opening.Task is not null || TaskRules.IsContestStatement(features))
        {
            return opening;
        }

        var rules = TaskRules.Guess(features);
        var learned = Learned(features, buckets, dense, rules);
        return learned.Task is not null ? learned
            : rules.Task == TaskKind.Debugging && rules.Confidence >= MinBugConfidence ? rules
            : TaskGuess.Unknown;
    }

    private TaskGuess Learned(in PromptFeatures features, ReadOnlySpan<ushort> buckets, ReadOnlySpan<float> dense, TaskGuess rules)
    {
        Span<float> probabilities = stackalloc float[BucketTable.Lanes];
        Score(buckets, dense, probabilities);
        var best = 0;
        for (var task = 1; task < model.Tasks.Length; task++)
        {
            best = probabilities[task] > probabilities[best] ? task : best;
        }

        var (found, probability) = (model.Tasks[best], probabilities[best]);
        var agrees = rules.Task == found;
        return probability < (agrees ? Agreeing : Alone) || (found == TaskKind.Knowledge && !TaskRules.Asks(features))
            || familiar.DistanceTo(best, buckets) >= (found == TaskKind.Chat ? MaxChatDistance : MaxDistance)
            ? TaskGuess.Unknown
            : new TaskGuess(found, agrees ? MathF.Max(probability, (float)rules.Confidence) : probability);
    }

    private void Score(ReadOnlySpan<ushort> buckets, ReadOnlySpan<float> dense, Span<float> probabilities)
    {
        Span<float> logits = stackalloc float[BucketTable.Lanes];
        Span<float> standardised = stackalloc float[DenseFeatures.Count];
        grams.Score(buckets, probabilities);
        model.Scale.Apply(dense, standardised);
        linear.Score(standardised, logits);
        for (var task = 0; task < model.Tasks.Length; task++)
        {
            probabilities[task] += logits[task];
        }

        TaskModel.ToProbabilities(probabilities[..model.Tasks.Length], model.Sharpness);
    }
}
