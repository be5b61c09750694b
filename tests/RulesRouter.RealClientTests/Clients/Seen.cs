using System.Collections.Immutable;

namespace RulesRouter.RealClientTests.Clients;

/// <summary>What a client got: its last answer, or its error.</summary>
internal sealed record Seen
{
    public string? Text { get; init; }

    /// <summary>As the client names it.</summary>
    public string? Finish { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    /// <summary>Parts of the text of a stream.</summary>
    public int? Deltas { get; init; }

    /// <summary>Tools that the first answer called.</summary>
    public ImmutableArray<string> Calls { get; init; }

    /// <summary>Finish of the answer that called tools.</summary>
    public string? ToolFinish { get; init; }

    /// <summary>The property of a structured answer.</summary>
    public string? City { get; init; }

    public SeenError? Error { get; init; }
}

/// <summary>An error as the client threw it.</summary>
/// <param name="Name">The exception's type.</param>
internal sealed record SeenError(string Name, int? Status, string? RetryAfter, string Message)
{
    /// <summary>Whether a client throws it for a stream that is not complete.</summary>
    public static bool IsBroken(Exception exception) => exception is IOException or HttpRequestException or System.Text.Json.JsonException
        || exception.GetType().Namespace?.StartsWith("Anthropic", StringComparison.Ordinal) == true;

    public static SeenError Broken(Exception exception) => new(exception.GetType().Name, null, null, exception.Message);
}
