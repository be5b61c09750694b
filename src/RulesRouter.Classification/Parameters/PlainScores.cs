using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// Two scores that need no training and are hard to beat: a prompt's length, and its count of words that suggest difficulty.
/// </summary>
internal static class PlainScores
{
    public const int Count = 2;

    private static readonly Signal[] Hard =
        [Signal.Mathematics, Signal.Loops, Signal.Branches, Signal.Quantity, Signal.Negation, Signal.Bug, Signal.Agent];

    public static void Fill(ReadOnlySpan<float> dense, Span<float> into)
    {
        into[0] = dense[(int)Signal.Count];
        into[1] = 0;
        foreach (var signal in Hard)
        {
            into[1] += dense[(int)signal];
        }
    }
}
