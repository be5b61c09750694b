using RulesRouter.Conversations;
using RulesRouter.Names;

namespace RulesRouter.Requests;

/// <content>What a conversation shows of the work in it. A prompt has none of these facts.</content>
internal static partial class FixedFacts
{
    public static FixedFact Step { get; } = new(
        "step",
        FactType.Enum,
        "what the last message is: a first request, a later one, assent, results of tools, results of which one failed, or a request by the client itself, such as a title; unknown for a prompt")
    {
        Values = [.. EnumNames<Step>.All],
        KnownOnlyWith = () => PromptCharacters!,
        Usual = Name<Step>(Conversations.Step.FollowUp),
        Derived = (request, _) => Name(ConversationOf(request)?.Step),
        Write = (draft, value) => draft.StartConversation(Member<Step>(value) ?? Conversations.Step.FollowUp),
    };

    public static FixedFact Turns { get; } = new(
        "turns",
        FactType.Number,
        "answers of the assistant so far")
    {
        Range = FactRange.Whole(0),
        KnownWith = () => Step,
        Derived = (request, _) => Number(ConversationOf(request)?.Turns),
        Write = (draft, value) => draft.Conversation(state => state with { Turns = (int)value.Number }),
    };

    public static FixedFact ConversationTokens { get; } = new(
        "conversationTokens",
        FactType.Number,
        "tokens of all messages, without tools and separate system text")
    {
        Range = FactRange.Whole(0),
        KnownWith = () => Step,
        Derived = (request, _) => Number(ConversationOf(request)?.Tokens),
        Write = (draft, value) => draft.Conversation(state => state with { Tokens = (int)value.Number }),
    };

    public static FixedFact ToolFailures { get; } = new(
        "toolFailures",
        FactType.Number,
        "most failures in a row of one tool that has not succeeded since")
    {
        Range = FactRange.Whole(0),
        KnownWith = () => Step,
        Derived = (request, _) => Number(ConversationOf(request)?.ToolFailures),
        Write = (draft, value) => draft.Conversation(state => state with { ToolFailures = (int)value.Number }),
    };

    public static FixedFact FilesTouched { get; } = new(
        "filesTouched",
        FactType.Number,
        "different files that the conversation shows as edited")
    {
        Range = FactRange.Whole(0),
        KnownWith = () => Step,
        Derived = (request, _) => Number(ConversationOf(request)?.FilesTouched),
        Write = (draft, value) => draft.Conversation(state => state with { FilesTouched = (int)value.Number }),
    };

    public static FixedFact LastTest { get; } = new(
        "lastTest",
        FactType.Enum,
        "how the last recognised run of tests ended")
    {
        Values = [.. EnumNames<TestOutcome>.All],
        KnownOnlyWith = () => Step,
        Derived = (request, _) => Name(ConversationOf(request)?.LastTest),
        Write = (draft, value) => draft.Conversation(state => state with { LastTest = Member<TestOutcome>(value) }),
    };

    private static FixedFact[] OfConversation =>
    [
        Step,
        Turns,
        ConversationTokens,
        ToolFailures,
        FilesTouched,
        LastTest,
    ];

    private static ConversationState? ConversationOf(DecisionRequest request) =>
        RequestText.Has(request) ? RequestText.MeasureOf(request).Conversation : null;
}
