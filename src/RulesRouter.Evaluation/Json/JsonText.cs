using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RulesRouter.Evaluation.Json;

/// <summary>What decisions are written with, beyond what <see cref="Utf8JsonWriter"/> offers.</summary>
internal static class JsonText
{
    private const int Digits = 9;
    private const long One = 1_000_000_000;

    /// <summary>Above it, a double no longer tells billionths apart.</summary>
    private const double MostScaled = 1e15;

    public static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>The number to nine places after the point, and no more of them than it takes; nothing where it is unknown or no number.</summary>
    public static void WriteFigure(this Utf8JsonWriter json, JsonEncodedText name, double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
        {
            return;
        }

        var scaled = Math.Round(number * One);
        if (Math.Abs(scaled) > MostScaled)
        {
            json.WriteNumber(name, Math.Round(number, Digits));
            return;
        }

        Span<byte> text = stackalloc byte[32];
        json.WritePropertyName(name);
        json.WriteRawValue(text[..Format((long)scaled, text)], skipInputValidation: true);
    }

    /// <summary>The number as it is: read back, it is the same.</summary>
    public static void WriteExactValue(this Utf8JsonWriter json, double value)
    {
        if (value == (long)value && Math.Abs(value) < MostScaled)
        {
            json.WriteNumberValue((long)value);
        }
        else
        {
            json.WriteNumberValue(value);
        }
    }

    /// <summary>UTC, to 100 ns, with no more digits than it takes.</summary>
    public static void WriteMoment(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset at)
    {
        Span<byte> text = stackalloc byte[40];
        Utf8Formatter.TryFormat(at.UtcDateTime, text, out var length, 'O');
        var digits = text[..(length - 1)].TrimEnd((byte)'0').TrimEnd((byte)'.');
        text[digits.Length] = (byte)'Z';
        json.WriteString(name, text[..(digits.Length + 1)]);
    }

    public static void WriteTexts(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> texts)
    {
        json.WritePropertyName(name);
        json.WriteTexts(texts);
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WritePropertyName(name);
        json.WriteTexts(texts);
    }

    private static void WriteTexts(this Utf8JsonWriter json, ImmutableArray<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <returns>How many bytes it took.</returns>
    private static int Format(long billionths, Span<byte> into)
    {
        var (whole, part) = Math.DivRem(Math.Abs(billionths), One);
        var length = 0;
        if (billionths < 0)
        {
            into[length++] = (byte)'-';
        }

        Utf8Formatter.TryFormat(whole, into[length..], out var written);
        length += written;
        if (part == 0)
        {
            return length;
        }

        into[length++] = (byte)'.';
        Utf8Formatter.TryFormat((uint)part, into[length..], out written, new StandardFormat('D', Digits));
        return length + into.Slice(length, written).TrimEnd((byte)'0').Length;
    }
}
