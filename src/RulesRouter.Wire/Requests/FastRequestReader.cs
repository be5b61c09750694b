using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Requests;

namespace RulesRouter.Wire.Requests;

/// <summary>
/// Reads a request in one pass over its bytes, without a document, as long as nothing about it is wrong or unusual. Anything else is left
/// to <see cref="DecisionRequestReader"/>, which knows every fault and says where it is: so no fault is described in two places.
/// </summary>
internal ref struct FastRequestReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    private readonly bool needsText;
    private Utf8JsonReader json;
    private int seen;

    private FastRequestReader(Utf8JsonReader json, bool needsText)
    {
        this.json = json;
        this.needsText = needsText;
        seen = 0;
    }

    /// <summary>Null where the other reader has to look; the JSON is then read from its start again.</summary>
    public static DecisionRequest? TryRead(ReadOnlySequence<byte> bytes) => TryRead(new Utf8JsonReader(bytes, Options), needsText: true);

    /// <summary>Null where the other reader has to look.</summary>
    /// <param name="needsText">Whether neither text nor estimate is a fault; a record keeps no text.</param>
    public static DecisionRequest? TryRead(ReadOnlySpan<byte> bytes, bool needsText = true) => TryRead(new Utf8JsonReader(bytes, Options), needsText);

    private static DecisionRequest? TryRead(Utf8JsonReader json, bool needsText)
    {
        try
        {
            var reader = new FastRequestReader(json, needsText);
            var request = reader.json.Read() ? reader.Request() : null;
            return request is not null && !reader.json.Read() ? request : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A text that is no UTF-16.
            return null;
        }
    }

    private DecisionRequest? Request()
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        string? policy = null, prompt = null;
        TaskKind? task = null;
        var attributes = DecisionRequestReader.NoAttributes;
        var needs = DecisionRequestReader.NoNeeds;
        TokenCounts? estimate = null;
        var messages = ImmutableArray<Message>.Empty;
        int? longest = null;
        bool? stream = null;
        double? deadline = null, budget = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var fine =
                json.ValueTextEquals("policy"u8) ? First(0) && Text(out policy)
                : json.ValueTextEquals("task"u8) ? First(1) && Task(out task)
                : json.ValueTextEquals("attributes"u8) ? First(2) && Attributes(out attributes)
                : json.ValueTextEquals("estimate"u8) ? First(3) && Estimate(out estimate)
                : json.ValueTextEquals("maxOutputTokens"u8) ? First(4) && Whole(1, out longest)
                : json.ValueTextEquals("deadlineMs"u8) ? First(5) && Number(1, out deadline)
                : json.ValueTextEquals("prompt"u8) ? First(6) && Text(out prompt)
                : json.ValueTextEquals("messages"u8) ? First(7) && Messages(out messages)
                : json.ValueTextEquals("stream"u8) ? First(8) && Flag(out stream)
                : json.ValueTextEquals("maxCostUsd"u8) ? First(9) && Number(0, out budget)
                : json.ValueTextEquals("needs"u8) && First(10) && Needs(out needs);
            if (!fine)
            {
                return null;
            }
        }

        var isText = prompt is not null || !messages.IsEmpty;
        if (policy is null || (prompt is not null && !messages.IsEmpty) || (needsText && !isText && estimate is null))
        {
            return null;
        }

        return new DecisionRequest
        {
            Policy = policy,
            Prompt = prompt,
            Messages = messages,
            Task = task,
            Attributes = attributes,
            Needs = needs,
            Estimate = estimate,
            MaxOutputTokens = longest,
            Stream = stream,
            DeadlineMs = deadline,
            MaxCostUsd = budget,
        };
    }

    /// <summary>Whether a field stands here for the first time.</summary>
    private bool First(int field)
    {
        var before = seen;
        seen |= 1 << field;
        return before != seen;
    }

    private bool Text(out string? text)
    {
        json.Read();
        text = json.TokenType == JsonTokenType.String ? json.GetString() : null;
        return text is not null;
    }

    private bool Flag(out bool? flag)
    {
        json.Read();
        flag = json.TokenType == JsonTokenType.True ? true : json.TokenType == JsonTokenType.False ? false : null;
        return flag is not null || json.TokenType == JsonTokenType.Null;
    }

    private bool Number(double least, out double? number)
    {
        json.Read();
        number = null;
        if (json.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        number = json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var value) && double.IsFinite(value) && value >= least ? value : null;
        return number is not null;
    }

    private bool Whole(int least, out int? number)
    {
        json.Read();
        number = null;
        if (json.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        number = json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var value) && value >= least ? value : null;
        return number is not null;
    }

    private bool Task(out TaskKind? task)
    {
        task = Text(out var name) && TaskNames.TryParse(name!, out var kind) ? kind : null;
        return task is not null;
    }

    private bool Estimate(out TokenCounts? estimate)
    {
        estimate = null;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        int? input = null, cached = null, output = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var fine =
                json.ValueTextEquals("inputTokens"u8) ? First(16) && Whole(0, out input)
                : json.ValueTextEquals("outputTokens"u8) ? First(17) && Whole(0, out output)
                : json.ValueTextEquals("cachedInputTokens"u8) && First(18) && Whole(0, out cached);
            if (!fine)
            {
                return false;
            }
        }

        estimate = new TokenCounts(input, cached, output);
        return true;
    }

    private bool Needs(out Needs needs)
    {
        needs = DecisionRequestReader.NoNeeds;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        bool? tools = null, vision = null, structured = null, reasoning = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var fine =
                json.ValueTextEquals("tools"u8) ? First(19) && Flag(out tools)
                : json.ValueTextEquals("vision"u8) ? First(20) && Flag(out vision)
                : json.ValueTextEquals("structuredOutput"u8) ? First(21) && Flag(out structured)
                : json.ValueTextEquals("reasoning"u8) && First(22) && Flag(out reasoning);
            if (!fine)
            {
                return false;
            }
        }

        needs = new Needs(tools, vision, structured, reasoning);
        return true;
    }

    private bool Messages(out ImmutableArray<Message> messages)
    {
        messages = [];
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var list = ImmutableArray.CreateBuilder<Message>();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            string? role = null, content = null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var fine =
                    json.ValueTextEquals("role"u8) ? role is null && Text(out role)
                    : json.ValueTextEquals("content"u8) && content is null && Text(out content);
                if (!fine)
                {
                    return false;
                }
            }

            if (role is null || content is null)
            {
                return false;
            }

            list.Add(new Message(role, content));
        }

        messages = list.ToImmutable();
        return json.TokenType == JsonTokenType.EndArray && !messages.IsEmpty;
    }

    private bool Attributes(out ImmutableSortedDictionary<string, AttributeValue> attributes)
    {
        attributes = DecisionRequestReader.NoAttributes;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var builder = DecisionRequestReader.NoAttributes.ToBuilder();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            if (builder.ContainsKey(name) || Value() is not { } value)
            {
                return false;
            }

            builder.Add(name, value);
        }

        attributes = builder.ToImmutable();
        return true;
    }

    private AttributeValue? Value()
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.String => new AttributeValue.String(json.GetString()!),
            JsonTokenType.Number => json.TryGetDouble(out var number) && double.IsFinite(number) ? new AttributeValue.Number(number) : null,
            JsonTokenType.True => new AttributeValue.Boolean(true),
            JsonTokenType.False => new AttributeValue.Boolean(false),
            JsonTokenType.StartArray => Texts(),
            _ => null,
        };
    }

    private AttributeValue.List? Texts()
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.TokenType == JsonTokenType.String)
        {
            texts.Add(json.GetString()!);
        }

        return json.TokenType == JsonTokenType.EndArray ? new AttributeValue.List(texts.ToImmutable()) : null;
    }
}
