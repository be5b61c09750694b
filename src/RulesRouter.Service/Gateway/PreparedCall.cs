using RulesRouter.Access;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Tokens;

namespace RulesRouter.Service.Gateway;

/// <summary>A client's call as it was read, before and after its decision.</summary>
/// <param name="Body">As the client sent it, or with placeholders.</param>
/// <param name="SessionId">Null if the call names no session.</param>
internal sealed record PreparedCall(
    ApiDialect Dialect,
    CallKind Kind,
    ClientRequest Client,
    ReadOnlyMemory<byte> Body,
    Caller Caller,
    string? SessionId)
{
    /// <summary>Id of the provider that answered last in the session; null if unknown.</summary>
    public string? LastProvider { get; init; }

    /// <summary>The response that the request goes on with; null if it names none.</summary>
    public string? PreviousResponse { get; init; }

    /// <summary>A part of the conversation lies at one endpoint.</summary>
    public bool IsBound { get; init; }

    /// <summary>Input tokens as counted here.</summary>
    public TokenCount Tokens { get; init; }

    /// <summary>The most that the client takes; null if it did not say.</summary>
    public int? MaxOutputTokens { get; init; }

    public double? DeadlineMs { get; init; }
}
