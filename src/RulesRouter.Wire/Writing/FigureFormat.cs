using System.Buffers;
using System.Buffers.Text;

namespace RulesRouter.Wire.Writing;

/// <summary>Formats a number with up to nine decimal places.</summary>
internal static class FigureFormat
{
    public const int Digits = 9;

    /// <summary>Maximum bytes of such a number.</summary>
    public const int MaxLength = 32;

    private const long One = 1_000_000_000;

    /// <summary>Above it, doubles do not resolve billionths.</summary>
    private const double MaxScaled = 1e15;

    /// <summary>False if the number is too large for that many decimal places.</summary>
    /// <param name="number">Finite.</param>
    /// <param name="into">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="written">Number of bytes.</param>
    public static bool TryWrite(double number, Span<byte> into, out int written)
    {
        var scaled = Math.Round(number * One);
        var fits = Math.Abs(scaled) <= MaxScaled;
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
