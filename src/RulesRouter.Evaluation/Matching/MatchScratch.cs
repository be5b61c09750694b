using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Matching;

/// <summary>Buffers of one thread for matching; they grow to the largest index and are reused.</summary>
internal sealed class MatchScratch
{
    [ThreadStatic]
    private static MatchScratch? ofThread;

    private ulong[][] scratch = [];
    private Truth[] truths = [];
    private int[] evaluatedIn = [];
    private int match;

    public ulong[][] Possible { get; private set; } = [];

    public ulong[][] Certain { get; private set; } = [];

    public static MatchScratch For(int dimensions, int words, int unindexed)
    {
        var mine = ofThread ??= new MatchScratch();
        mine.Grow(dimensions, words, unindexed);
        mine.match++;
        return mine;
    }

    public ulong[] BitsOf(int dimension) => scratch[dimension];

    /// <summary>Whether the condition was evaluated in this match already.</summary>
    public bool TryGet(int condition, out Truth truth)
    {
        truth = truths[condition];
        return evaluatedIn[condition] == match;
    }

    public void Store(int condition, Truth truth)
    {
        truths[condition] = truth;
        evaluatedIn[condition] = match;
    }

    private void Grow(int dimensions, int words, int unindexed)
    {
        if (Possible.Length < dimensions)
        {
            (Possible, Certain) = (new ulong[dimensions][], new ulong[dimensions][]);
        }

        if (scratch.Length < dimensions || (scratch.Length > 0 && scratch[0].Length < words))
        {
            var longest = Math.Max(words, scratch.Length > 0 ? scratch[0].Length : 0);
            scratch = [.. Enumerable.Range(0, Math.Max(dimensions, scratch.Length)).Select(_ => new ulong[longest])];
        }

        if (truths.Length < unindexed)
        {
            (truths, evaluatedIn) = (new Truth[unindexed], new int[unindexed]);
        }
    }
}
