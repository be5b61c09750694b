namespace RulesRouter.Client.Decisions;

/// <summary>The conversation of a request.</summary>
public sealed record RequestSession
{
    /// <summary>Chosen by the caller.</summary>
    public string? Id { get; init; }

    /// <summary>Id of the endpoint that answered last.</summary>
    public string? LastEndpoint { get; init; }

    /// <summary>By endpoint id: tokens of the prompt in that endpoint's cache.</summary>
    public IReadOnlyDictionary<string, int>? CachedTokens { get; init; }
}
