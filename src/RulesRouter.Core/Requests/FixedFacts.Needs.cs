namespace RulesRouter.Requests;

/// <content>Capabilities that the request needs.</content>
internal static partial class FixedFacts
{
    public static FixedFact NeedsTools { get; } = new("needs.tools", FactType.Boolean, "the request calls tools")
    {
        IsAlwaysKnown = true,
        Stated = request => FactValue.Of(request.Needs.Tools ?? false),
        Write = (draft, value) => draft.Need(needs => needs with { Tools = TrueOrNull(value) }),
    };

    public static FixedFact NeedsVision { get; } = new("needs.vision", FactType.Boolean, "the request contains images")
    {
        IsAlwaysKnown = true,
        Stated = request => FactValue.Of(request.Needs.Vision ?? false),
        Write = (draft, value) => draft.Need(needs => needs with { Vision = TrueOrNull(value) }),
    };

    public static FixedFact NeedsStructuredOutput { get; } = new(
        "needs.structuredOutput",
        FactType.Boolean,
        "the answer must follow a JSON schema")
    {
        IsAlwaysKnown = true,
        Stated = request => FactValue.Of(request.Needs.StructuredOutput ?? false),
        Write = (draft, value) => draft.Need(needs => needs with { StructuredOutput = TrueOrNull(value) }),
    };

    public static FixedFact NeedsReasoning { get; } = new("needs.reasoning", FactType.Boolean, "the model must support reasoning")
    {
        IsAlwaysKnown = true,
        Stated = request => FactValue.Of(request.Needs.Reasoning ?? false),
        Write = (draft, value) => draft.Need(needs => needs with { Reasoning = TrueOrNull(value) }),
    };

    public static FixedFact NeedsAudio { get; } = new("needs.audio", FactType.Boolean, "the request contains audio")
    {
        IsAlwaysKnown = true,
        Stated = request => FactValue.Of(request.Needs.Audio ?? false),
        Write = (draft, value) => draft.Need(needs => needs with { Audio = TrueOrNull(value) }),
    };

    public static FixedFact NeedsFiles { get; } = new("needs.files", FactType.Boolean, "the request contains documents, such as a PDF")
    {
        IsAlwaysKnown = true,
        Stated = request => FactValue.Of(request.Needs.Files ?? false),
        Write = (draft, value) => draft.Need(needs => needs with { Files = TrueOrNull(value) }),
    };

    public static FixedFact NeedsAudioOutput { get; } = new("needs.audioOutput", FactType.Boolean, "the answer must contain audio")
    {
        IsAlwaysKnown = true,
        Stated = request => FactValue.Of(request.Needs.AudioOutput ?? false),
        Write = (draft, value) => draft.Need(needs => needs with { AudioOutput = TrueOrNull(value) }),
    };

    private static FixedFact[] OfNeeds =>
    [
        NeedsTools,
        NeedsVision,
        NeedsStructuredOutput,
        NeedsReasoning,
        NeedsAudio,
        NeedsFiles,
        NeedsAudioOutput,
    ];

    private static bool? TrueOrNull(FactValue value) => value.Flag ? true : null;
}
