using System.Collections.Immutable;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Intents;

/// <summary>Recognises the intents of a policy: one linear score per intent, and the threshold that it must reach.</summary>
internal sealed class IntentModel
{
    private readonly float[] weights;

    internal IntentModel(ImmutableArray<string> names, float[] weights, ImmutableArray<double> thresholds, IntentSeparation separation)
    {
        (Names, this.weights, Thresholds, Separation) = (names, weights, thresholds, separation);
    }

    public ImmutableArray<string> Names { get; }

    /// <summary>One per name.</summary>
    public ImmutableArray<double> Thresholds { get; }

    /// <summary>How well the examples separate.</summary>
    public IntentSeparation Separation { get; }

    /// <summary>The name of the request's intent; null if it resembles none enough.</summary>
    public string? Of(in ClassifierInput input)
    {
        Span<double> scores = stackalloc double[Names.Length];
        Score(IntentReader.Read(input), scores);
        return Best(scores, Thresholds.AsSpan()) is var best && best >= 0 ? Names[best] : null;
    }

    /// <summary>The index of the highest score if it reaches its threshold; otherwise -1.</summary>
    internal static int Best(ReadOnlySpan<double> scores, ReadOnlySpan<double> thresholds)
    {
        var best = 0;
        for (var intent = 1; intent < scores.Length; intent++)
        {
            best = scores[intent] > scores[best] ? intent : best;
        }

        return scores[best] >= thresholds[best] ? best : -1;
    }

    private void Score(IntentVector vector, Span<double> scores)
    {
        scores.Clear();
        for (var at = 0; at < vector.Buckets.Length; at++)
        {
            var row = vector.Buckets[at] * Names.Length;
            for (var intent = 0; intent < scores.Length; intent++)
            {
                scores[intent] += weights[row + intent] * vector.Values[at];
            }
        }
    }
}
