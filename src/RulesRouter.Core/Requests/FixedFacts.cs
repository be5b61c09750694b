using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Conversations;
using RulesRouter.Names;

namespace RulesRouter.Requests;

/// <summary>The facts every policy can ask about, in slot order: the first slots of every <see cref="FactSchema"/>.</summary>
internal static class FixedFacts
{
    public static ImmutableArray<FactDefinition> All { get; } =
    [
        new(
            "task",
            FactType.Enum,
            [.. EnumNames<TaskKind>.All],
            Provenance.Caller,
            "what the prompt asks for: the caller's word, or the classifier's where the caller is silent",
            MayBeDerived: true),
        new(
            "taskConfidence",
            FactType.Number,
            [],
            Provenance.Derived,
            "probability in 0..1 that `task` is right; 1 where the caller said it"),
        new("complexity.score", FactType.Number, [], Provenance.Derived, "difficulty in 0..1: 0 is solved by every model, 1 by none"),
        new("complexity.tier", FactType.Enum, [.. EnumNames<ComplexityTier>.All], Provenance.Derived, "difficulty in thirds"),
        new(
            "inputTokens",
            FactType.Number,
            [],
            Provenance.Caller,
            "length of the prompt in tokens; estimated from the text where the caller is silent",
            MayBeDerived: true),
        new(
            "cachedInputTokens",
            FactType.Number,
            [],
            Provenance.Caller,
            "tokens of the prompt that the provider is said to hold in its cache"),
        new(
            "outputTokens",
            FactType.Number,
            [],
            Provenance.Caller,
            "expected length of the answer in tokens, reasoning included",
            MayBeDerived: true),
        new("maxOutputTokens", FactType.Number, [], Provenance.Caller, "the most tokens the caller will accept"),
        new("stream", FactType.Boolean, [], Provenance.Caller, "the answer is wanted as a stream"),
        new("deadlineMs", FactType.Number, [], Provenance.Caller, "milliseconds by which the whole answer is needed, at p99"),
        new("maxCostUsd", FactType.Number, [], Provenance.Caller, "the most US dollars this request may cost, all hops together"),
        new("needs.tools", FactType.Boolean, [], Provenance.Caller, "the request calls tools"),
        new("needs.vision", FactType.Boolean, [], Provenance.Caller, "the request holds images"),
        new("needs.structuredOutput", FactType.Boolean, [], Provenance.Caller, "the answer must follow a JSON schema"),
        new("needs.reasoning", FactType.Boolean, [], Provenance.Caller, "the caller wants a model that reasons"),
        new("prompt.characters", FactType.Number, [], Provenance.Derived, "length of all messages in characters"),
        new("prompt.hasCode", FactType.Boolean, [], Provenance.Derived, "the text looks as if it held code"),
        new("messageCount", FactType.Number, [], Provenance.Derived, "number of messages in the conversation"),
        new(
            "step",
            FactType.Enum,
            [.. EnumNames<Step>.All],
            Provenance.Derived,
            "what the last message is: a first request, a later one, assent, results of tools, results of which one failed, or a request of the client for itself such as a title; unknown for a prompt"),
        new("turns", FactType.Number, [], Provenance.Derived, "answers of the assistant so far"),
        new(
            "conversationTokens",
            FactType.Number,
            [],
            Provenance.Derived,
            "tokens of all messages, without tools and separate system text"),
        new("toolFailures", FactType.Number, [], Provenance.Derived, "most failures in a row of one tool that has not succeeded since"),
        new("filesTouched", FactType.Number, [], Provenance.Derived, "different files that the conversation shows as edited"),
        new("lastTest", FactType.Enum, [.. EnumNames<TestOutcome>.All], Provenance.Derived, "how the last recognised run of tests ended"),
        new("requestedModel", FactType.String, [], Provenance.Caller, "the model that the client named"),
        new("session.id", FactType.String, [], Provenance.Caller, "the caller's name for the conversation"),
        new("session.lastEndpoint", FactType.String, [], Provenance.Caller, "the endpoint that answered last in this conversation"),
        new("attempts.count", FactType.Number, [], Provenance.Caller, "how many hops of this chain were tried already"),
        new("attempts.lastFailure", FactType.Enum, [.. EnumNames<FailureClass>.All], Provenance.Caller, "why the last hop failed"),
        new("attempts.turns", FactType.Number, [], Provenance.Caller, "answers that the last hop needed until it failed"),
        new("attempts.testsPassed", FactType.Number, [], Provenance.Caller, "tests that passed when the last hop failed"),
        new("attempts.testsFailed", FactType.Number, [], Provenance.Caller, "tests that failed when the last hop failed"),
        new("attempts.toolErrors", FactType.Number, [], Provenance.Caller, "calls of tools that failed during the last hop"),
        new("attempts.costUsd", FactType.Number, [], Provenance.Caller, "US dollars that the last hop cost"),
    ];

    public static FactSlot Task { get; } = SlotOf("task");

    public static FactSlot TaskConfidence { get; } = SlotOf("taskConfidence");

    public static FactSlot ComplexityScore { get; } = SlotOf("complexity.score");

    public static FactSlot ComplexityTier { get; } = SlotOf("complexity.tier");

    public static FactSlot InputTokens { get; } = SlotOf("inputTokens");

    public static FactSlot CachedInputTokens { get; } = SlotOf("cachedInputTokens");

    public static FactSlot OutputTokens { get; } = SlotOf("outputTokens");

    public static FactSlot MaxOutputTokens { get; } = SlotOf("maxOutputTokens");

    public static FactSlot Stream { get; } = SlotOf("stream");

    public static FactSlot DeadlineMs { get; } = SlotOf("deadlineMs");

    public static FactSlot MaxCostUsd { get; } = SlotOf("maxCostUsd");

    public static FactSlot NeedsTools { get; } = SlotOf("needs.tools");

    public static FactSlot NeedsVision { get; } = SlotOf("needs.vision");

    public static FactSlot NeedsStructuredOutput { get; } = SlotOf("needs.structuredOutput");

    public static FactSlot NeedsReasoning { get; } = SlotOf("needs.reasoning");

    public static FactSlot PromptCharacters { get; } = SlotOf("prompt.characters");

    public static FactSlot PromptHasCode { get; } = SlotOf("prompt.hasCode");

    public static FactSlot MessageCount { get; } = SlotOf("messageCount");

    public static FactSlot SessionId { get; } = SlotOf("session.id");

    public static FactSlot SessionLastEndpoint { get; } = SlotOf("session.lastEndpoint");

    public static FactSlot AttemptCount { get; } = SlotOf("attempts.count");

    public static FactSlot LastFailure { get; } = SlotOf("attempts.lastFailure");

    public static FactSlot AttemptTurns { get; } = SlotOf("attempts.turns");

    public static FactSlot AttemptTestsPassed { get; } = SlotOf("attempts.testsPassed");

    public static FactSlot AttemptTestsFailed { get; } = SlotOf("attempts.testsFailed");

    public static FactSlot AttemptToolErrors { get; } = SlotOf("attempts.toolErrors");

    public static FactSlot AttemptCostUsd { get; } = SlotOf("attempts.costUsd");

    public static FactSlot Step { get; } = SlotOf("step");

    public static FactSlot Turns { get; } = SlotOf("turns");

    public static FactSlot ConversationTokens { get; } = SlotOf("conversationTokens");

    public static FactSlot ToolFailures { get; } = SlotOf("toolFailures");

    public static FactSlot FilesTouched { get; } = SlotOf("filesTouched");

    public static FactSlot LastTest { get; } = SlotOf("lastTest");

    public static FactSlot RequestedModel { get; } = SlotOf("requestedModel");

    /// <summary>Known together, of every request with messages.</summary>
    public static ImmutableArray<FactSlot> OfConversation { get; } = [Step, Turns, ConversationTokens, ToolFailures, FilesTouched];

    /// <summary>Measures of the last attempt; each is known where the caller stated it.</summary>
    public static ImmutableArray<FactSlot> OfLastAttempt { get; } =
        [AttemptTurns, AttemptTestsPassed, AttemptTestsFailed, AttemptToolErrors, AttemptCostUsd];

    private static FactSlot SlotOf(string name)
    {
        for (var index = 0; index < All.Length; index++)
        {
            if (All[index].Name == name)
            {
                return new FactSlot(index);
            }
        }

        throw new InvalidOperationException($"no fixed fact is called `{name}`");
    }
}
