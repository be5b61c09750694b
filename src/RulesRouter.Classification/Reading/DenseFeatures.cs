namespace RulesRouter.Classifiers.Reading;

/// <summary>The hand-made features: the logarithm of every signal, and ratios that do not grow with length.</summary>
internal static class DenseFeatures
{
    private const int Shares = 16;

    public const int Count = (int)Signal.Count + 2 + Shares;

    /// <summary>Index of the logarithm of the number of characters.</summary>
    public const int Length = (int)Signal.Count;

    /// <summary>A table, because most counts are small and the logarithm dominates the cost.</summary>
    private static readonly float[] Logs = [.. Enumerable.Range(0, 512).Select(count => MathF.Log(1 + count))];

    public static void Fill(in PromptFeatures features, int distinctBuckets, Span<float> into)
    {
        ReadOnlySpan<int> counts = features.Counts;
        for (var at = 0; at < (int)Signal.Count; at++)
        {
            into[at] = Log(counts[at]);
        }

        var next = Length;
        into[next++] = Log(features.Characters);
        into[next++] = Log(distinctBuckets);
        float lines = Math.Max(1, features.Lines);
        float words = Math.Max(1, features.Words);
        float characters = Math.Max(1, features.Characters);
        into[next++] = features[Signal.CodeLines] / lines;
        into[next++] = features[Signal.IndentedLines] / lines;
        into[next++] = features[Signal.WordLetters] / words;
        into[next++] = features[Signal.LongWords] / words;
        into[next++] = features[Signal.CapitalWords] / words;
        into[next++] = features[Signal.Numbers] / words;
        into[next++] = features[Signal.Digits] / characters;
        into[next++] = features[Signal.Quotes] / characters;
        into[next++] = features[Signal.Commas] / words;
        into[next++] = features[Signal.Quantity] / words;
        into[next++] = features[Signal.Mathematics] / words;
        into[next++] = features[Signal.Operators] / characters;
        into[next++] = features[Signal.OpenEnds] / (1f + features[Signal.CodeLines]);
        into[next++] = features[Signal.LiteralCharacters] / characters;
        into[next++] = characters / lines;
        into[next] = distinctBuckets / characters;
    }

    private static float Log(int count) => Math.Abs(count) is var size && size < Logs.Length ? Logs[size] : MathF.Log(1 + size);
}
