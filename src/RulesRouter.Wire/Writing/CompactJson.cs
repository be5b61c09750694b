using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesRouter.Requests;

namespace RulesRouter.Wire.Writing;

/// <summary>
/// Writes JSON on one line, as UTF-8, into a reusable buffer. Strings are escaped as by <see cref="Utf8JsonWriter"/> with
/// <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/>, without its checks and options: the cost of a response and its record is two
/// hundred short tokens. The caller closes what it opens.
/// </summary>
internal sealed class CompactJson
{
    /// <summary>Integers up to it are exact as doubles and are written without an exponent.</summary>
    private const double MaxExactInteger = 1e15;

    /// <summary>Maximum bytes of a number or timestamp.</summary>
    private const int MaxNumberLength = 40;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(character => character is not ('"' or '\\'))]);

    private byte[] bytes = new byte[4 * 1024];
    private int length;
    private bool isNext;

    /// <summary>The bytes written so far; valid until the next call.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    /// <summary>The same, for use by another thread or later.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, length);

    /// <summary>Number of bytes written so far.</summary>
    public int Length => length;

    /// <summary>Size of the buffer in bytes.</summary>
    public int Capacity => bytes.Length;

    /// <summary>The string as JSON between quotes, in UTF-8.</summary>
    public static byte[] Escaped(string text) => Encoding.UTF8.GetBytes(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text));

    /// <summary>The output of a writer as a new array.</summary>
    public static byte[] Bytes<T>(T value, Action<CompactJson, T> write)
    {
        var json = new CompactJson();
        write(json, value);
        return json.Written.ToArray();
    }

    /// <summary>The output of a writer as a string.</summary>
    public static string Render<T>(T value, Action<CompactJson, T> write)
    {
        var json = new CompactJson();
        write(json, value);
        return Encoding.UTF8.GetString(json.Written);
    }

    /// <summary>Discards the output and keeps the buffer.</summary>
    public void Clear()
    {
        length = 0;
        isNext = false;
    }

    public void StartObject() => Open((byte)'{');

    /// <param name="name">Needs no escaping.</param>
    public void StartObject(ReadOnlySpan<byte> name)
    {
        Name(name);
        StartObject();
    }

    public void EndObject() => Close((byte)'}');

    public void StartArray() => Open((byte)'[');

    /// <param name="name">Needs no escaping.</param>
    public void StartArray(ReadOnlySpan<byte> name)
    {
        Name(name);
        StartArray();
    }

    public void EndArray() => Close((byte)']');

    /// <summary>A property name; its value must follow.</summary>
    /// <param name="name">Needs no escaping, or is <see cref="Escaped"/>.</param>
    public void Name(ReadOnlySpan<byte> name)
    {
        var into = Reserve(name.Length + 4);
        var at = Separate(into);
        into[at++] = (byte)'"';
        name.CopyTo(into[at..]);
        at += name.Length;
        into[at++] = (byte)'"';
        into[at++] = (byte)':';
        length += at;
        isNext = false;
    }

    /// <summary>A property name; its value must follow.</summary>
    public void Name(string name)
    {
        String(name);
        Reserve(1)[0] = (byte)':';
        length++;
        isNext = false;
    }

    public void String(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) >= 0)
        {
            Quoted(Escaped(text));
            return;
        }

        var into = Reserve(text.Length + 3);
        var at = Separate(into);
        into[at++] = (byte)'"';
        Ascii.FromUtf16(text, into[at..], out var written);
        at += written;
        into[at++] = (byte)'"';
        length += at;
        isNext = true;
    }

    /// <param name="name">Needs no escaping.</param>
    public void String(ReadOnlySpan<byte> name, string text)
    {
        Name(name);
        String(text);
    }

    public void Strings(ReadOnlySpan<byte> name, ImmutableArray<string> texts)
    {
        Name(name);
        Strings(texts);
    }

    public void Strings(ImmutableArray<string> texts)
    {
        StartArray();
        foreach (var text in texts)
        {
            String(text);
        }

        EndArray();
    }

    /// <summary>A string in quotes.</summary>
    /// <param name="text">Needs no escaping, or is <see cref="Escaped"/>.</param>
    public void Quoted(ReadOnlySpan<byte> text)
    {
        var into = Reserve(text.Length + 3);
        var at = Separate(into);
        into[at++] = (byte)'"';
        text.CopyTo(into[at..]);
        at += text.Length;
        into[at++] = (byte)'"';
        length += at;
        isNext = true;
    }

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Boolean(ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        Boolean(value);
    }

    /// <summary>The number in the shortest form that reads back equal.</summary>
    /// <exception cref="ArgumentException">The number is not finite; JSON cannot express it.</exception>
    public void Number(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{value} cannot be written as JSON", nameof(value));
        }

        var into = Reserve(MaxNumberLength);
        var at = Separate(into);
        int written;
        if (value == (long)value && Math.Abs(value) < MaxExactInteger)
        {
            Utf8Formatter.TryFormat((long)value, into[at..], out written);
        }
        else
        {
            value.TryFormat(into[at..], out written, default, CultureInfo.InvariantCulture);
        }

        length += at + written;
        isNext = true;
    }

    public void Number(ReadOnlySpan<byte> name, double value)
    {
        Name(name);
        Number(value);
    }

    /// <summary>The number rounded to nine decimal places; nothing if it is unknown or not finite.</summary>
    public void Figure(ReadOnlySpan<byte> name, double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
        {
            return;
        }

        Name(name);
        if (!FigureFormat.TryWrite(number, Reserve(FigureFormat.MaxLength), out var written))
        {
            Number(Math.Round(number, FigureFormat.Digits));
            return;
        }

        length += written;
        isNext = true;
    }

    /// <summary>UTC, to 100 ns, without trailing zeros.</summary>
    public void Timestamp(ReadOnlySpan<byte> name, DateTimeOffset at)
    {
        Name(name);
        Span<byte> text = stackalloc byte[Timestamps.MaxLength];
        Quoted(text[..Timestamps.Format(at, text)]);
    }

    /// <summary>Adds JSON as it is: a value, or members of an object.</summary>
    /// <param name="json">Complete and on one line.</param>
    public void Raw(ReadOnlySpan<byte> json)
    {
        var into = Reserve(json.Length + 1);
        var at = Separate(into);
        json.CopyTo(into[at..]);
        length += at + json.Length;
        isNext = true;
    }

    /// <summary>Ends a line; the next value starts a new document.</summary>
    public void EndLine()
    {
        Reserve(1)[0] = (byte)'\n';
        length++;
        isNext = false;
    }

    private void Open(byte bracket)
    {
        var into = Reserve(2);
        var at = Separate(into);
        into[at] = bracket;
        length += at + 1;
        isNext = false;
    }

    private void Close(byte bracket)
    {
        Reserve(1)[0] = bracket;
        length++;
        isNext = true;
    }

    /// <summary>A comma if a value precedes.</summary>
    /// <returns>The number of bytes used.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Separate(Span<byte> into)
    {
        into[0] = (byte)',';
        return isNext ? 1 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        if (bytes.Length - length < count)
        {
            Grow(count);
        }

        return bytes.AsSpan(length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count) => Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + count));
}
