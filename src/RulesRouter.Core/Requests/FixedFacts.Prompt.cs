using RulesRouter.Conversations;

namespace RulesRouter.Requests;

/// <content>The text of the request.</content>
internal static partial class FixedFacts
{
    public static FixedFact PromptCharacters { get; } = new("prompt.characters", FactType.Number, "length of all messages in characters")
    {
        Range = FactRange.Whole(0),
        Derived = (request, _) => RequestText.Has(request) ? Number(RequestText.Characters(request)) : FactValue.Unknown,
        Usual = FactValue.Of(100.0),
        Write = (draft, value) =>
        {
            var messages = draft[MessageCount!] is { IsKnown: true } known ? (int)known.Number : 1;
            draft.Request = draft.Request with { Measured = new TextMeasure((int)value.Number, messages) };
        },
    };

    public static FixedFact PromptHasCode { get; } = new("prompt.hasCode", FactType.Boolean, "the text seems to contain code")
    {
        KnownOnlyWith = () => PromptCharacters,
        Derived = (request, classification) =>
            RequestText.Has(request) ? FactValue.Of(classification.HasCode) : FactValue.Unknown,
        Write = (draft, value) => draft.Classification = draft.Classification with { HasCode = value.Flag },
    };

    public static FixedFact PromptLanguage { get; } = new(
        "prompt.language",
        FactType.Enum,
        "language of the text that is classified (ISO 639-1); unknown if it is not recognised")
    {
        Values = Language.Codes,
        IsOnDemand = true,
        KnownOnlyWith = () => PromptCharacters,
        Derived = (request, _) => FactValue.Of(
            RequestTextParts.Are(request) ? Language.Of(RequestText.ToClassify(request)) : request.Measured?.Language),
        Write = (draft, value) => draft.Request = draft.Request with
        {
            Measured = (draft.Request.Measured ?? new TextMeasure(0, 1)) with { Language = value.Text },
        },
    };

    public static FixedFact MessageCount { get; } = new("messageCount", FactType.Number, "number of messages in the conversation")
    {
        Range = FactRange.Whole(1),
        KnownWith = () => PromptCharacters,
        Derived = (request, _) => RequestText.Has(request) ? Number(RequestText.MessageCount(request)) : FactValue.Unknown,
        FollowsOthers = true,
    };

    private static FixedFact[] OfPrompt =>
    [
        PromptCharacters,
        PromptHasCode,
        PromptLanguage,
        MessageCount,
    ];
}
