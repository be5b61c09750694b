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

    private static FixedFact[] OfNeeds =>
    [
        NeedsTools,
        NeedsVision,
        NeedsStructuredOutput,
        NeedsReasoning,
    ];

    private static bool? TrueOrNull(FactValue value) => value.Flag ? true : null;
}
