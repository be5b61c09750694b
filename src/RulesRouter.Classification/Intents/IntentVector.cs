using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Intents;

/// <summary>
/// The features of a request by which intents are separated: what its instruction says, without its code, its system text and its shape,
/// scaled to length 1.
/// </summary>
/// <param name="Buckets">In ascending order.</param>
/// <param name="Values">One per bucket.</param>
internal sealed record IntentVector(ushort[] Buckets, float[] Values)
{
    private static readonly TaskView[] Views =
        [TaskView.Opening, TaskView.Closing, TaskView.Words, TaskView.Characters, TaskView.Concepts, TaskView.Pairs];

    public static IntentVector Of(in TaskGrams grams)
    {
        var count = 0;
        foreach (var view in Views)
        {
            count += grams.Of(view).Length;
        }

        var (buckets, values) = (new ushort[count], new float[count]);
        var (at, squares) = (0, 0f);
        foreach (var view in Views)
        {
            var found = grams.Of(view);
            var value = TaskModel.ValueOf(view, found.Length);
            foreach (var bucket in found)
            {
                (buckets[at], values[at]) = (bucket, value);
                at++;
                squares += value * value;
            }
        }

        Array.Sort(buckets, values);
        var scale = squares > 0 ? 1 / MathF.Sqrt(squares) : 0;
        for (var index = 0; index < values.Length; index++)
        {
            values[index] *= scale;
        }

        return new IntentVector(buckets, values);
    }

    /// <summary>The cosine: 1 for equal features, 0 for none in common.</summary>
    public double Times(IntentVector other)
    {
        var (sum, left, right) = (0.0, 0, 0);
        while (left < Buckets.Length && right < other.Buckets.Length)
        {
            var (mine, its) = (Buckets[left], other.Buckets[right]);
            sum += mine == its ? Values[left] * other.Values[right] : 0;
            left += mine <= its ? 1 : 0;
            right += its <= mine ? 1 : 0;
        }

        return sum;
    }
}
