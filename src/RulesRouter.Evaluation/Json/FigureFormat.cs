using System.Buffers;
using System.Buffers.Text;

namespace RulesRouter.Evaluation.Json;

/// <summary>A number to nine places after the point, and no more of them than it takes.</summary>
internal static class FigureFormat
{
    public const int Digits = 9;

    /// <summary>Bytes that any such number fits into.</summary>
    public const int Longest = 32;

    private const long One = 1_000_000_000;

    /// <summary>Above it, a double no longer tells billionths apart.</summary>
    private const double MostScaled = 1e15;

    /// <summary>False where the number is too great to have that many places.</summary>
    /// <param name="number">Finite.</param>
    /// <param name="into">At least <see cref="Longest"/>.</param>
    /// <param name="written">Bytes.</param>
    public static bool TryWrite(double number, Span<byte> into, out int written)
    {
        var scaled = Math.Round(number * One);
        var fits = Math.Abs(scaled) <= MostScaled;
        written = fits ? Write((long)scaled, into) : 0;
        return fits;
    }

    private static int Write(long billionths, Span<byte> into)
    {
        var (whole, part) = Math.DivRem(Math.Abs(billionths), One);
        var at = 0;
        if (billionths < 0)
        {
            into[at++] = (byte)'-';
        }

        Utf8Formatter.TryFormat(whole, into[at..], out var written);
        at += written;
        if (part == 0)
        {
            return at;
        }

        into[at++] = (byte)'.';
        Utf8Formatter.TryFormat((uint)part, into[at..], out written, new StandardFormat('D', Digits));
        return at + into.Slice(at, written).TrimEnd((byte)'0').Length;
    }
}
