using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Requests;

namespace RulesRouter.Wire.Reading;

/// <summary>Reads one value from a reader that is at its first token, and leaves it at the last.</summary>
internal delegate T ValueReader<T>(ref StrictReader json);

/// <summary>
/// Reads JSON strictly in one pass: an unknown field, a duplicate key or a value of another type is an error with its JSON pointer. All
/// errors are collected up to <see cref="MaxErrors"/>. Methods that read a value expect to be at its first token. The cost is linear in the
/// input. A tolerant reader skips what it does not know instead and counts its bytes.
/// </summary>
internal ref struct StrictReader
{
    public const int MaxErrors = 100;

    private const int MaxDepth = JsonPath.MaxDepth;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    private readonly ReadOnlySpan<byte> input;
    private Utf8JsonReader json;
    private JsonPath path;
    private ImmutableArray<RequestError>.Builder? errors;

    private StrictReader(ReadOnlySpan<byte> input, string root, bool isTolerant)
    {
        this.input = input;
        json = new Utf8JsonReader(input, Options);
        path.Root = root;
        IsTolerant = isTolerant;
    }

    /// <summary>What it does not know is no error.</summary>
    public bool IsTolerant { get; }

    /// <summary>Bytes of what a tolerant reader did not know.</summary>
    public int SkippedBytes { get; private set; }

    /// <summary>The kind of the current value.</summary>
    public readonly JsonTokenType Kind => json.TokenType;

    /// <summary>A copy at the current token, to look ahead.</summary>
    public readonly Utf8JsonReader Ahead => json;

    /// <summary>True once more errors have been found than are listed; the rest of the input is skipped.</summary>
    private readonly bool IsFull => errors?.Count > MaxErrors;

    /// <summary>The whole input as one value, or at least one error.</summary>
    /// <param name="root">JSON pointer to the input within the body it comes from.</param>
    public static (T? Value, ImmutableArray<RequestError> Errors) Read<T>(
        ReadOnlySequence<byte> input,
        ValueReader<T> read,
        string root = "")
    {
        if (input.IsSingleSegment)
        {
            return Read(input.FirstSpan, read, root);
        }

        var joined = ArrayPool<byte>.Shared.Rent((int)input.Length);
        try
        {
            input.CopyTo(joined);
            return Read(joined.AsSpan(0, (int)input.Length), read, root);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    /// <inheritdoc cref="Read{T}(ReadOnlySequence{byte}, ValueReader{T}, string)"/>
    public static (T? Value, ImmutableArray<RequestError> Errors) Read<T>(
        ReadOnlySpan<byte> input,
        ValueReader<T> read,
        string root = "",
        bool isTolerant = false)
    {
        if (input.Trim(" \t\r\n"u8).IsEmpty)
        {
            return (default, [MalformedJson.Empty(root)]);
        }

        var reader = new StrictReader(input, root, isTolerant);
        return Read(ref reader, read);
    }

    private static (T? Value, ImmutableArray<RequestError> Errors) Read<T>(ref StrictReader reader, ValueReader<T> read)
    {
        try
        {
            reader.json.Read();
            var value = read(ref reader);
            reader.json.Read();
            return reader.errors is { } errors ? (default, errors.ToImmutable()) : (value, []);
        }
        catch (JsonException exception)
        {
            return (default, [MalformedJson.At(exception, reader.path.Root)]);
        }
    }

    /// <summary>Whether the value is an object; anything else is an error and skipped.</summary>
    public bool IsObject() => Is(JsonTokenType.StartObject, "an object");

    /// <summary>Whether the value is a list; anything else is an error and skipped.</summary>
    public bool IsList(string expected) => Is(JsonTokenType.StartArray, expected);

    /// <summary>Whether the value is an object with a field of this name. Moves nothing; stops at a key that is not Unicode.</summary>
    public readonly bool HasField(ReadOnlySpan<byte> name)
    {
        var ahead = json;
        if (ahead.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        try
        {
            while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
            {
                if (ahead.ValueTextEquals(name))
                {
                    return true;
                }

                ahead.Skip();
            }
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        return false;
    }

    /// <summary>Moves to the value of the next known field that is not null. False at the end of the object.</summary>
    public bool NextField(FieldNames names, ref FieldSet fields) => NextField(names, UInt128.MaxValue, ref fields);

    /// <summary>The same for an object that has some of the fields only.</summary>
    /// <param name="allowed">A bit for the index of each.</param>
    public bool NextField(FieldNames names, UInt128 allowed, ref FieldSet fields)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (IsFull)
            {
                json.Skip();
                continue;
            }

            var index = FieldOf(names, allowed, fields.Current + 1);
            if (index < 0)
            {
                SkipUnknown();
                continue;
            }

            path.SetName(json.CurrentDepth, names[index]);
            if (!fields.TryAdd(index))
            {
                RejectDuplicate(names[index]);
                json.Skip();
                continue;
            }

            json.Read();
            if (json.TokenType != JsonTokenType.Null)
            {
                fields.MoveTo(index);
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves to the value of the next key, whatever its name, that is not null. False at the end of the object.</summary>
    public bool NextKey(out string name)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (IsFull || Key() is not { } key)
            {
                json.Skip();
                continue;
            }

            path.SetName(json.CurrentDepth, name = key);
            json.Read();
            if (json.TokenType != JsonTokenType.Null)
            {
                return true;
            }
        }

        name = "";
        return false;
    }

    /// <summary>Moves to the next item of a list. False at its end.</summary>
    /// <param name="index">Of the item; -1 before the first.</param>
    public bool NextItem(ref int index)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (IsFull)
            {
                json.Skip();
                continue;
            }

            path.SetIndex(json.CurrentDepth, ++index);
            return true;
        }

        return false;
    }

    /// <summary>Null with an error if it is not a string.</summary>
    public string? String(string expected = "a string")
    {
        if (json.TokenType != JsonTokenType.String)
        {
            RejectType(expected);
            return null;
        }

        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            Reject(MalformedJson.NotUnicode);
            return null;
        }
    }

    /// <summary>Null with an error if it is neither true nor false.</summary>
    public bool? Boolean()
    {
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return json.TokenType == JsonTokenType.True;
        }

        RejectType("true or false");
        return null;
    }

    /// <summary>Null with an error if it is not a finite number of at least <paramref name="min"/>.</summary>
    public double? Number(double min, string expected)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && double.IsFinite(number) && number >= min)
        {
            return number;
        }

        RejectType(expected);
        return null;
    }

    /// <summary>Null with an error if it is not an integer of at least <paramref name="min"/>.</summary>
    public int? Integer(int min)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number) && number >= min)
        {
            return number;
        }

        RejectType($"an integer of at least {min}");
        return null;
    }

    /// <summary>
    /// Null with an error, also in a tolerant reader, if it is not an integer from <paramref name="min"/> to <paramref name="max"/>: it
    /// multiplies what a request may cost.
    /// </summary>
    public int? CountedInteger(int min, int max)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Reject($"must be an integer from {min} to {max}, found {Found()}");
        json.Skip();
        return null;
    }

    /// <summary>
    /// A maximum of tokens of output: an integer in any form that JSON has for it, such as <c>1e4</c>; one that is too large to be counted
    /// is the largest that can be. Anything else is an error, for a tolerant reader too: an upstream could read it as a maximum that no
    /// decision counted.
    /// </summary>
    /// <param name="mayBeLess">Whether a number below 1 counts as 1, since vendors reject it in words of their own.</param>
    public int? OutputMaximum(bool mayBeLess)
    {
        if (json.TokenType == JsonTokenType.Number
            && double.TryParse(json.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (number >= 1 || mayBeLess)
            && (double.IsInteger(number) || double.IsInfinity(number)))
        {
            return (int)Math.Clamp(number, 1, int.MaxValue);
        }

        Reject($"must be an integer{(mayBeLess ? "" : " of at least 1")}, found {Found()}");
        SkipUnknown();
        return null;
    }

    /// <summary>Null with an error if it is not a timestamp (RFC 3339) of a year that can be decided in.</summary>
    public DateTimeOffset? Timestamp()
    {
        const string Expected = "a timestamp such as 2026-05-26T03:42:02Z";
        if (String(Expected) is not { } text)
        {
            return null;
        }

        if (Timestamps.TryParse(text, out var timestamp))
        {
            return timestamp;
        }

        RejectType(Expected);
        return null;
    }

    /// <summary>The index of a name of a closed set; null with an error for any other value.</summary>
    /// <param name="what">What the names are, in the singular.</param>
    public int? OneOf(IReadOnlyList<string> names, string what)
    {
        if (String() is not { } name)
        {
            return null;
        }

        for (var index = 0; index < names.Count; index++)
        {
            if (names[index] == name)
            {
                return index;
            }
        }

        Reject($"unknown {what} `{name}`; {Suggestion.DidYouMean(name, names, $"expected one of {string.Join(", ", names)}")}");
        return null;
    }

    /// <summary>The strings of a list; those that are none are errors and left out.</summary>
    public ImmutableArray<string> Strings()
    {
        var strings = ImmutableArray.CreateBuilder<string>();
        if (IsList("a list of strings"))
        {
            for (var index = -1; NextItem(ref index);)
            {
                if (String() is { } text)
                {
                    strings.Add(text);
                }
            }
        }

        return strings.DrainToImmutable();
    }

    /// <summary>The value of an attribute; null with an error if it has a type that no attribute has.</summary>
    public AttributeValue? Attribute()
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return String() is { } text ? new AttributeValue.String(text) : null;
            case JsonTokenType.True or JsonTokenType.False:
                return new AttributeValue.Boolean(json.TokenType == JsonTokenType.True);
            case JsonTokenType.StartArray:
                return new AttributeValue.List(Strings());
            default:
                const string Expected = "a string, a number, true, false or a list of strings";
                return Number(double.MinValue, Expected) is { } number ? new AttributeValue.Number(number) : null;
        }
    }

    /// <summary>Adds an error about the current value or, behind the last field, about the object.</summary>
    public void Reject(string message) => Reject(json.CurrentDepth, message);

    /// <summary>Behind the last field of an object, adds an error about a field of it.</summary>
    public void Reject(string field, string message)
    {
        errors ??= ImmutableArray.CreateBuilder<RequestError>();
        if (errors.Count < MaxErrors)
        {
            errors.Add(new RequestError($"{path.Pointer(json.CurrentDepth)}/{field}", message));
        }
    }

    /// <summary>Behind the last field of an object, adds an error for each of these fields that is missing or null.</summary>
    /// <param name="required">Indexes; none are all fields.</param>
    public void Require(FieldNames names, FieldSet fields, params ReadOnlySpan<int> required)
    {
        for (var at = 0; at < (required.IsEmpty ? names.All.Length : required.Length); at++)
        {
            var field = required.IsEmpty ? at : required[at];
            if (!fields.Has(field))
            {
                Reject(names[field], "is missing");
            }
        }
    }

    /// <summary>Moves to the end of the value.</summary>
    public void Skip() => json.Skip();

    /// <summary>Moves to the end of the value and returns its JSON.</summary>
    public ReadOnlySpan<byte> Raw()
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return input[start..(int)json.BytesConsumed];
    }

    /// <summary>The JSON of the current string between its quotes; escapes are as in the input.</summary>
    public readonly ReadOnlySpan<byte> RawString => json.ValueSpan;

    /// <summary>Moves to the end of a value that a tolerant reader does not know and counts its bytes.</summary>
    public void SkipUnknown()
    {
        var start = json.TokenStartIndex;
        json.Skip();
        SkippedBytes += (int)(json.BytesConsumed - start);
    }

    /// <summary>Adds an error about a key that occurred before in the same object.</summary>
    public void RejectDuplicate(string name) => Reject($"duplicate key `{name}`");

    /// <summary>Collects the errors of a part separately: replaces the errors found so far and returns them.</summary>
    public ImmutableArray<RequestError>.Builder? ExchangeErrors(ImmutableArray<RequestError>.Builder? other)
    {
        var found = errors;
        errors = other;
        return found;
    }

    private void Reject(int depth, string message)
    {
        errors ??= ImmutableArray.CreateBuilder<RequestError>();
        if (errors.Count < MaxErrors)
        {
            errors.Add(new RequestError(path.Pointer(depth), message));
        }
        else if (errors.Count == MaxErrors)
        {
            errors.Add(new RequestError(path.Root, $"and more errors; the first {MaxErrors} are listed"));
        }
    }

    private bool Is(JsonTokenType type, string expected)
    {
        if (json.TokenType == type)
        {
            return true;
        }

        RejectType(expected);
        return false;
    }

    /// <summary>The index of the current key; -1 with an error if there is no such field.</summary>
    private int FieldOf(FieldNames names, UInt128 allowed, int expected)
    {
        if (!json.ValueIsEscaped && names.IndexOf(json.ValueSpan, expected) is var known and >= 0 && IsAllowed(known, allowed))
        {
            return known;
        }

        if (Key() is not { } name)
        {
            return -1;
        }

        var index = names.All.IndexOf(name);
        if (index >= 0 && IsAllowed(index, allowed))
        {
            return index;
        }

        if (!IsTolerant)
        {
            path.SetName(json.CurrentDepth, name);
            Reject($"unknown field `{name}`{Suggestion.Clause(name, names.All.Where((_, at) => IsAllowed(at, allowed)))}");
        }

        return -1;
    }

    private static bool IsAllowed(int index, UInt128 allowed) => ((allowed >> index) & 1) != 0;

    /// <summary>The name of the current key; null with an error about its object if it is not Unicode.</summary>
    private string? Key()
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            Reject(json.CurrentDepth - 1, $"a key is {MalformedJson.NotUnicode}");
            return null;
        }
    }

    /// <summary>Adds an error about a value of another type, and moves to its end.</summary>
    public void RejectType(string expected)
    {
        if (!IsTolerant)
        {
            Reject($"must be {expected}, found {Found()}");
        }

        SkipUnknown();
    }

    private readonly string Found() => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Shown(""),
        JsonTokenType.String => Shown("\""),
        var other => throw new UnreachableException(other.ToString()),
    };

    /// <summary>The start of the current token as it is in the input.</summary>
    private readonly string Shown(string quote)
    {
        const int MaxShown = 60;
        var length = json.ValueSpan.Length;
        var text = Encoding.UTF8.GetString(json.ValueSpan[..Math.Min(length, MaxShown)]);
        return length > MaxShown ? $"{quote}{text}…" : $"{quote}{text}{quote}";
    }
}
