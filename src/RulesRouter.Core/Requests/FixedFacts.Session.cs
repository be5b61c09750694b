namespace RulesRouter.Requests;

/// <content>The client and its session.</content>
internal static partial class FixedFacts
{
    public static FixedFact RequestedModel { get; } = new("requestedModel", FactType.String, "the model that the client named")
    {
        Stated = request => FactValue.Of(request.RequestedModel),
        Write = (draft, value) => draft.Request = draft.Request with { RequestedModel = value.Text },
    };

    public static FixedFact SessionId { get; } = new("session.id", FactType.String, "id of the conversation, chosen by the caller")
    {
        Stated = request => FactValue.Of(request.Session?.Id),
        Write = (draft, value) => draft.Session(session => session with { Id = value.Text }),
    };

    public static FixedFact SessionLastEndpoint { get; } = new(
        "session.lastEndpoint",
        FactType.String,
        "the endpoint that answered last in this conversation")
    {
        Stated = request => FactValue.Of(request.Session?.LastEndpoint),
        Write = (draft, value) => draft.Session(session => session with { LastEndpoint = value.Text }),
    };

    private static FixedFact[] OfSession =>
    [
        RequestedModel,
        SessionId,
        SessionLastEndpoint,
    ];
}
