namespace RulesRouter.Requests;

/// <content>Lengths and bounds of the call.</content>
internal static partial class FixedFacts
{
    public static FixedFact InputTokens { get; } = new(
        "inputTokens",
        FactType.Number,
        "length of the prompt in tokens; estimated from the text if the caller does not state it")
    {
        Range = FactRange.Whole(0, MaxExact),
        Stated = request => RequestText.RaisedInputTokens(request) is null ? Number(request.Estimate?.InputTokens) : FactValue.Unknown,
        Derived = (request, classification) => Count(RequestText.RaisedInputTokens(request) ?? classification.InputTokens),
        Write = (draft, value) =>
        {
            if (IsInt(value))
            {
                draft.Estimate(estimate => estimate with { InputTokens = (int)value.Number });
            }
            else
            {
                draft.Classification = draft.Classification with { InputTokens = value.Number };
            }
        },
    };

    public static FixedFact CachedInputTokens { get; } = new(
        "cachedInputTokens",
        FactType.Number,
        "tokens of the prompt in the provider's cache, as the caller states them")
    {
        Range = FactRange.Whole(0),
        Stated = request => Number(request.Estimate?.CachedInputTokens),
        Write = (draft, value) => draft.Estimate(estimate => estimate with { CachedInputTokens = (int)value.Number }),
    };

    public static FixedFact OutputTokens { get; } = new(
        "outputTokens",
        FactType.Number,
        "expected length of the answer in tokens, including reasoning")
    {
        Range = FactRange.Whole(0, MaxExact),
        Stated = request => Number(request.Estimate?.OutputTokens),
        Derived = (_, classification) => Count(classification.OutputTokens),
        Write = (draft, value) =>
        {
            if (IsInt(value))
            {
                draft.Estimate(estimate => estimate with { OutputTokens = (int)value.Number });
            }
            else
            {
                draft.Classification = draft.Classification with { OutputTokens = value.Number };
            }
        },
    };

    public static FixedFact MaxOutputTokens { get; } = new("maxOutputTokens", FactType.Number, "maximum length of the answer in tokens")
    {
        Range = FactRange.Whole(1),
        Stated = request => Number(request.MaxOutputTokens),
        Write = (draft, value) => draft.Request = draft.Request with { MaxOutputTokens = (int)value.Number },
    };

    public static FixedFact ClampsOutput { get; } = new(
        "clampsOutput",
        FactType.Boolean,
        "`maxOutputTokens` is the most that the caller takes, not what it needs: true for requests through the gateway that state one")
    {
        IsAlwaysKnown = true,
        Stated = request => FactValue.Of(request.ClampsOutput == true),
        Write = (draft, value) => draft.Request = draft.Request with { ClampsOutput = value.Flag ? true : null },
    };

    public static FixedFact Stream { get; } = new("stream", FactType.Boolean, "the answer is streamed")
    {
        Stated = request => FactValue.Of(request.Stream),
        Write = (draft, value) => draft.Request = draft.Request with { Stream = value.Flag },
    };

    public static FixedFact DeadlineMs { get; } = new(
        "deadlineMs",
        FactType.Number,
        "milliseconds until the complete answer is needed, at p99")
    {
        Range = FactRange.From(1),
        Stated = request => FactValue.Of(request.DeadlineMs),
        Write = (draft, value) => draft.Request = draft.Request with { DeadlineMs = value.Number },
    };

    public static FixedFact MaxCostUsd { get; } = new(
        "maxCostUsd",
        FactType.Number,
        "maximum cost of the request in US dollars, all hops together")
    {
        Range = FactRange.From(0),
        Stated = request => FactValue.Of(request.MaxCostUsd),
        Write = (draft, value) => draft.Request = draft.Request with { MaxCostUsd = value.Number },
    };

    private static FixedFact[] OfCall =>
    [
        InputTokens,
        CachedInputTokens,
        OutputTokens,
        MaxOutputTokens,
        ClampsOutput,
        Stream,
        DeadlineMs,
        MaxCostUsd,
    ];

    /// <summary>A predicted count, rounded; unknown if it is negative.</summary>
    private static FactValue Count(double? predicted) => FactValue.Of(predicted is >= 0 ? Math.Round(predicted.Value) : default(double?));

    private static bool IsInt(FactValue value) => value.Number <= int.MaxValue;
}
