using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>The JSON of <c>POST /v1/decisions</c> → <see cref="DecisionRequest"/>, or every fault with its pointer.</summary>
public static class DecisionRequestReader
{
    private const int MostFaults = 100;

    private static readonly string[] Fields =
    [
        "policy", "messages", "prompt", "task", "attributes", "needs", "estimate", "maxOutputTokens", "stream", "deadlineMs",
        "maxCostUsd", "session", "attempts", "obligationsSupported", "at", "explain",
    ];

    internal static ImmutableSortedDictionary<string, AttributeValue> NoAttributes { get; } = ImmutableSortedDictionary.Create<string, AttributeValue>(StringComparer.Ordinal);

    internal static Needs NoNeeds { get; } = new();

    private static readonly string[] MessageFields = ["role", "content"];
    private static readonly string[] NeedFields = ["tools", "vision", "structuredOutput", "reasoning"];
    private static readonly string[] EstimateFields = ["inputTokens", "cachedInputTokens", "outputTokens"];
    private static readonly string[] SessionFields = ["id", "lastEndpoint", "cachedTokens"];
    private static readonly string[] AttemptFields = ["endpoint", "failed", "costUsd"];

    /// <summary>Bytes of JSON. Null with at least one fault where it is no valid request.</summary>
    public static (DecisionRequest? Request, ImmutableArray<RequestError> Faults) Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            return (null, [new RequestError("", $"not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}")]);
        }
    }

    /// <summary>A request about which nothing is wrong or unusual, read in one pass; null where <see cref="Read(JsonElement, string)"/> has to look.</summary>
    public static DecisionRequest? TryReadFast(ReadOnlySequence<byte> json) => FastRequestReader.TryRead(json);

    /// <summary>The same, of a part of what was sent.</summary>
    public static DecisionRequest? TryReadFast(JsonElement json) => FastRequestReader.TryRead(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json));

    /// <param name="pointer">Of <paramref name="root"/> within what was sent.</param>
    public static (DecisionRequest? Request, ImmutableArray<RequestError> Faults) Read(JsonElement root, string pointer = "") => Read(root, pointer, needsText: true);

    /// <summary>As a record keeps a request: neither text nor estimate need be there.</summary>
    internal static (DecisionRequest? Request, ImmutableArray<RequestError> Faults) ReadWithoutText(JsonElement root, string pointer) =>
        FastRequestReader.TryRead(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(root), needsText: false) is { } request ? (request, []) : Read(root, pointer, needsText: false);

    private static (DecisionRequest? Request, ImmutableArray<RequestError> Faults) Read(JsonElement root, string pointer, bool needsText)
    {
        var faults = ImmutableArray.CreateBuilder<RequestError>();
        try
        {
            var request = Read(new JsonFields(root, pointer, Fields, faults), faults, needsText);
            return faults.Count > 0 ? (null, Reported(faults, pointer)) : (request, []);
        }
        catch (InvalidOperationException)
        {
            return (null, [new RequestError(BrokenText.PointerTo(root, pointer), "a text that is no Unicode: half of a surrogate pair, or bytes that are not UTF-8")]);
        }
    }

    private static ImmutableArray<RequestError> Reported(ImmutableArray<RequestError>.Builder faults, string pointer) => faults.Count <= MostFaults
        ? faults.ToImmutable()
        : [.. faults.Take(MostFaults), new RequestError(pointer, $"and {faults.Count - MostFaults} more faults")];

    private static DecisionRequest Read(JsonFields fields, ImmutableArray<RequestError>.Builder faults, bool needsText)
    {
        if (!fields.Has("policy"))
        {
            fields.Fault("policy", "is missing");
        }

        if (needsText && !fields.Has("messages") && !fields.Has("prompt") && !fields.Has("estimate"))
        {
            faults.Add(new RequestError(fields.Pointer, "one of `messages`, `prompt` and `estimate` is needed"));
        }

        if (fields.Has("messages") && fields.Has("prompt"))
        {
            fields.Fault("prompt", "stands beside `messages`; send one of the two");
        }

        return new DecisionRequest
        {
            Policy = fields.Text("policy") ?? "",
            Messages = [.. fields.List("messages").Select((item, index) => Message(item, $"{fields.Pointer}/messages/{index}", faults))],
            Prompt = fields.Text("prompt"),
            Task = Task(fields),
            Attributes = Attributes(fields, "attributes", faults),
            Needs = fields.Element("needs") is { } needs ? NeedsOf(new JsonFields(needs, fields.Pointer + "/needs", NeedFields, faults)) : new Needs(),
            Estimate = fields.Element("estimate") is { } estimate ? EstimateOf(new JsonFields(estimate, fields.Pointer + "/estimate", EstimateFields, faults)) : null,
            MaxOutputTokens = fields.Whole("maxOutputTokens", 1),
            Stream = fields.Flag("stream"),
            DeadlineMs = fields.Number("deadlineMs", 1, "a number of milliseconds, at least 1"),
            MaxCostUsd = fields.Number("maxCostUsd", 0, "a number of US dollars, at least 0"),
            Session = fields.Element("session") is { } session ? SessionOf(new JsonFields(session, fields.Pointer + "/session", SessionFields, faults), faults) : null,
            Attempts = [.. fields.List("attempts").Select((item, index) => AttemptOf(new JsonFields(item, $"{fields.Pointer}/attempts/{index}", AttemptFields, faults)))],
            ObligationsSupported = fields.Texts("obligationsSupported")?.ToImmutableSortedSet(StringComparer.Ordinal),
            At = Moment(fields),
            Explain = fields.Flag("explain") ?? false,
        };
    }

    private static Message Message(JsonElement item, string pointer, ImmutableArray<RequestError>.Builder faults)
    {
        var fields = new JsonFields(item, pointer, MessageFields, faults);
        foreach (var missing in MessageFields.Where(name => item.ValueKind == JsonValueKind.Object && !fields.Has(name)))
        {
            fields.Fault(missing, "is missing");
        }

        return new Message(fields.Text("role") ?? "", fields.Text("content") ?? "");
    }

    internal static TaskKind? Task(JsonFields fields)
    {
        if (fields.Text("task") is not { } name)
        {
            return null;
        }

        if (TaskNames.TryParse(name, out var task))
        {
            return task;
        }

        var help = Suggestion.DidYouMean(name, TaskNames.All);
        fields.Fault("task", $"unknown task `{name}`; {(help.Length > 0 ? help : $"tasks are {string.Join(", ", TaskNames.All)}")}");
        return null;
    }

    internal static ImmutableSortedDictionary<string, AttributeValue> Attributes(JsonFields fields, string name, ImmutableArray<RequestError>.Builder faults)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, AttributeValue>(StringComparer.Ordinal);
        if (fields.Element(name) is not { } element)
        {
            return attributes.ToImmutable();
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            fields.Fault(name, $"must be an object, found {JsonFields.Found(element)}");
            return attributes.ToImmutable();
        }

        foreach (var property in element.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            if (ValueOf(property.Value) is { } value)
            {
                if (!attributes.TryAdd(property.Name, value))
                {
                    faults.Add(new RequestError($"{fields.Pointer}/attributes/{JsonFields.Escaped(property.Name)}", $"`{property.Name}` stands here twice"));
                }
            }
            else
            {
                faults.Add(new RequestError($"{fields.Pointer}/{name}/{JsonFields.Escaped(property.Name)}", $"must be a text, a number, true, false or a list of texts, found {JsonFields.Found(property.Value)}"));
            }
        }

        return attributes.ToImmutable();
    }

    private static AttributeValue? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new AttributeValue.String(value.GetString()!),
        JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number) ? new AttributeValue.Number(number) : null,
        JsonValueKind.True => new AttributeValue.Boolean(true),
        JsonValueKind.False => new AttributeValue.Boolean(false),
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            new AttributeValue.List([.. value.EnumerateArray().Select(item => item.GetString()!)]),
        _ => null,
    };

    private static Needs NeedsOf(JsonFields fields) =>
        new(fields.Flag("tools"), fields.Flag("vision"), fields.Flag("structuredOutput"), fields.Flag("reasoning"));

    private static TokenCounts EstimateOf(JsonFields fields) =>
        new(fields.Whole("inputTokens", 0), fields.Whole("cachedInputTokens", 0), fields.Whole("outputTokens", 0));

    private static Session SessionOf(JsonFields fields, ImmutableArray<RequestError>.Builder faults)
    {
        var cached = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        if (fields.Element("cachedTokens") is { ValueKind: JsonValueKind.Object } tokens)
        {
            var counts = new JsonFields(tokens, fields.Pointer + "/cachedTokens", [.. tokens.EnumerateObject().Select(property => property.Name)], faults);
            foreach (var property in tokens.EnumerateObject())
            {
                cached[property.Name] = counts.Whole(property.Name, 0) ?? 0;
            }
        }
        else if (fields.Has("cachedTokens"))
        {
            fields.Fault("cachedTokens", "must be an object of token counts by endpoint");
        }

        return new Session(fields.Text("id") ?? "", fields.Text("lastEndpoint"), cached.ToImmutable());
    }

    private static Attempt AttemptOf(JsonFields fields)
    {
        var failed = FailureClass.Unavailable;
        if (fields.Text("failed") is not { } name)
        {
            fields.Fault("failed", "is missing");
        }
        else if (!FailureClasses.TryParse(name, out failed))
        {
            var help = Suggestion.DidYouMean(name, FailureClasses.Names);
            fields.Fault("failed", $"unknown failure `{name}`; {(help.Length > 0 ? help : $"failures are {string.Join(", ", FailureClasses.Names)}")}");
        }

        if (!fields.Has("endpoint"))
        {
            fields.Fault("endpoint", "is missing");
        }

        return new Attempt(fields.Text("endpoint") ?? "", failed, fields.Number("costUsd", 0, "a number of US dollars, at least 0"));
    }

    private static DateTimeOffset? Moment(JsonFields fields)
    {
        if (fields.Text("at") is not { } text)
        {
            return null;
        }

        if (Timestamps.TryParse(text, out var moment))
        {
            return moment;
        }

        fields.Fault("at", $"must be a moment such as 2026-05-26T03:42:02Z, found \"{text}\"");
        return null;
    }
}
