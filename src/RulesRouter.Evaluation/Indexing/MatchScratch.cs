using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Indexing;

/// <summary>What one thread needs while it matches; grows to the largest index it meets and is used again.</summary>
internal sealed class MatchScratch
{
    [ThreadStatic]
    private static MatchScratch? ofThread;

    private ulong[][] scratch = [];
    private Truth[] answers = [];
    private int[] answeredIn = [];
    private int match;

    public ulong[][] Possible { get; private set; } = [];

    public ulong[][] Certain { get; private set; } = [];

    public static MatchScratch For(int dimensions, int words, int leftovers)
    {
        var mine = ofThread ??= new MatchScratch();
        mine.Grow(dimensions, words, leftovers);
        mine.match++;
        return mine;
    }

    public ulong[] BitsOf(int dimension) => scratch[dimension];

    /// <summary>Whether something has been answered in this match already.</summary>
    public bool TryAnswer(int leftover, out Truth answer)
    {
        answer = answers[leftover];
        return answeredIn[leftover] == match;
    }

    public void Remember(int leftover, Truth answer)
    {
        answers[leftover] = answer;
        answeredIn[leftover] = match;
    }

    private void Grow(int dimensions, int words, int leftovers)
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

        if (answers.Length < leftovers)
        {
            (answers, answeredIn) = (new Truth[leftovers], new int[leftovers]);
        }
    }
}
