namespace RulesRouter.Suites.Running;

/// <summary>A model's answer, or why none came.</summary>
/// <param name="Text">Null where the API failed.</param>
/// <param name="Failure">Why the API gave no answer; null if it did. It says nothing about the model.</param>
/// <param name="Endpoint">The endpoint that answered, where a gateway says so.</param>
/// <param name="CostUsd">Dollars, where a gateway says so.</param>
internal sealed record Answer(
    string? Text,
    string? Failure,
    string? Endpoint,
    int InputTokens,
    int CachedInputTokens,
    int OutputTokens,
    decimal? CostUsd)
{
    /// <summary>Another try may succeed: the API is busy or out of order.</summary>
    public bool IsTransient { get; private init; }

    /// <summary>No answer came, but the model may have worked on one, and its provider may charge for it.</summary>
    public bool MayBeCharged { get; private init; }

    public static Answer Failed(string reason) => new(null, reason, null, 0, 0, 0, null);

    public static Answer Busy(string reason) => Failed(reason) with { IsTransient = true };

    public static Answer Late(string reason) => Failed(reason) with { MayBeCharged = true };
}
