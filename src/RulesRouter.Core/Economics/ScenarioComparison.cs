using System.Numerics;
using System.Runtime.CompilerServices;

namespace RulesRouter.Economics;

/// <summary>Figures per scenario, compared all at once.</summary>
internal static class ScenarioComparison
{
    /// <summary>Whether none is above the other's at its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsNowhereAbove(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var at = 0;
        for (; at + Vector<double>.Count <= one.Length; at += Vector<double>.Count)
        {
            if (Vector.GreaterThanAny(new Vector<double>(one[at..]), new Vector<double>(other[at..])))
            {
                return false;
            }
        }

        for (; at < one.Length; at++)
        {
            if (one[at] > other[at])
            {
                return false;
            }
        }

        return true;
    }
}
