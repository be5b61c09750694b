using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>One figure of every endpoint, NaN if unknown, compared by vector operations. NaN satisfies no bound.</summary>
internal static class EndpointColumn
{
    /// <param name="column">A multiple of 64 long, padded with NaN.</param>
    public static void KeepAtMost(ReadOnlySpan<double> column, double bound, EndpointBits remaining) =>
        Keep(column, bound, remaining, upper: true);

    /// <param name="column">A multiple of 64 long, padded with NaN.</param>
    public static void KeepAtLeast(ReadOnlySpan<double> column, double bound, EndpointBits remaining) =>
        Keep(column, bound, remaining, upper: false);

    /// <summary>A bit for each of sixteen figures: known and at most the bound.</summary>
    public static uint AtMost(ReadOnlySpan<double> sixteen, double bound)
    {
        var bounds = Vector256.Create(bound);
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(sixteen);
        return Vector256.LessThanOrEqual(vectors[0], bounds).ExtractMostSignificantBits()
            | (Vector256.LessThanOrEqual(vectors[1], bounds).ExtractMostSignificantBits() << 4)
            | (Vector256.LessThanOrEqual(vectors[2], bounds).ExtractMostSignificantBits() << 8)
            | (Vector256.LessThanOrEqual(vectors[3], bounds).ExtractMostSignificantBits() << 12);
    }

    /// <summary>A column for <paramref name="count"/> endpoints, all unknown.</summary>
    public static double[] Unknown(int count)
    {
        var column = new double[(count + 63) & ~63];
        Array.Fill(column, double.NaN);
        return column;
    }

    private static void Keep(ReadOnlySpan<double> column, double bound, EndpointBits remaining, bool upper)
    {
        var bounds = Vector256.Create(bound);
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(column);
        for (var word = 0; word < remaining.Words.Length; word++)
        {
            if (remaining.Words[word] == 0)
            {
                continue;
            }

            var kept = 0UL;
            for (var part = 0; part < 16; part++)
            {
                var values = vectors[(word << 4) + part];
                var holds = upper ? Vector256.LessThanOrEqual(values, bounds) : Vector256.GreaterThanOrEqual(values, bounds);
                kept |= (ulong)holds.ExtractMostSignificantBits() << (part << 2);
            }

            remaining.Words[word] &= kept;
        }
    }
}
