using RulesRouter.Classifiers.Heuristic;
using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// Which task a prompt is. Plain rules speak first: markers that leave no doubt, then the instruction a text opens with. What is learnt
/// counts on prompts like those it was learnt from, where it is sure, or nearly sure and of one mind with the rules; else the answer is
/// "I do not know".
/// </summary>
internal sealed class TaskScorer(TaskModel model)
{
    /// <summary>Probability that what is learnt must reach, without and with the rules' agreement.</summary>
    private const float Alone = 0.9f;
    private const float Agreeing = 0.35f;

    /// <summary>Rules by words alone are mostly wrong where heads do not agree, but for a fault and the wish to have it mended.</summary>
    private const double SureOfFault = 0.6;

    /// <summary>
    /// How far from a task's own prompts its heads are believed: as far as 97% of these are. Chat is whatever is nothing else, and every
    /// prompt of no known kind resembles it a little.
    /// </summary>
    private const float FarthestBelieved = 1;
    private const float FarthestChat = 0.25f;

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
        var learnt = Learnt(features, buckets, dense, rules);
        return learnt.Task is not null ? learnt
            : rules.Task == TaskKind.Debugging && rules.Confidence >= SureOfFault ? rules
            : TaskGuess.Unknown;
    }

    private TaskGuess Learnt(in PromptFeatures features, ReadOnlySpan<ushort> buckets, ReadOnlySpan<float> dense, TaskGuess rules)
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
            || familiar.DistanceTo(best, buckets) >= (found == TaskKind.Chat ? FarthestChat : FarthestBelieved)
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
