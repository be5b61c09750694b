using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RulesRouter.Catalog;

namespace RulesRouter.Client.Decisions;

/// <summary>
/// A request for a decision: the body of <c>POST /v1/decisions</c>. Null is "not stated". <see cref="Policy"/> is required, and one of
/// <see cref="Messages"/>, <see cref="Prompt"/> and <see cref="Estimate"/>.
/// </summary>
public sealed record DecisionQuery
{
    /// <summary>Name of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The conversation, oldest message first.</summary>
    public IReadOnlyList<RequestMessage>? Messages { get; init; }

    /// <summary>The prompt, in place of <see cref="Messages"/>.</summary>
    public string? Prompt { get; init; }

    /// <summary>Tools that the model may call, as OpenAI's Chat Completions writes them: they count as input.</summary>
    public JsonArray? Tools { get; init; }

    /// <summary>Null: classified from the prompt.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>Attributes that the policy declares: a string, number, boolean or list of strings each.</summary>
    public IReadOnlyDictionary<string, JsonNode>? Attributes { get; init; }

    /// <summary>Capabilities that the endpoint must have.</summary>
    public RequestNeeds? Needs { get; init; }

    /// <summary>Sizes that the caller knows; missing ones are estimated from the prompt.</summary>
    public SizeEstimate? Estimate { get; init; }

    /// <summary>
    /// Tokens, at least 1: the longest answer. Endpoints with a lower maximum are not eligible, unless <see cref="ClampsOutput"/> is set.
    /// </summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>
    /// <see cref="MaxOutputTokens"/> is the most that the caller takes, not what it needs: each hop states the lower maximum to send. Only
    /// where the caller supports <c>cap-output</c>.
    /// </summary>
    public bool? ClampsOutput { get; init; }

    /// <summary>Answers that one call gives, 1 to 128, as Chat Completions has <c>n</c>: all are paid. Null: one.</summary>
    [JsonPropertyName("n")]
    public int? Answers { get; init; }

    /// <summary>The answer is streamed.</summary>
    public bool? Stream { get; init; }

    /// <summary>Milliseconds, above 0, until the complete answer is needed; bounds the p99 latency of each hop.</summary>
    public double? DeadlineMs { get; init; }

    /// <summary>US dollars, at least 0: the most that all hops together may cost in the worst case.</summary>
    public double? MaxCostUsd { get; init; }

    /// <summary>The model that the user named.</summary>
    public string? RequestedModel { get; init; }

    /// <summary>The conversation of the request.</summary>
    public RequestSession? Session { get; init; }

    /// <summary>Failed attempts so far, in order; the decision continues after the last one.</summary>
    public IReadOnlyList<FailedAttempt>? Attempts { get; init; }

    /// <summary>Ids of the providers that the caller can call; null: all.</summary>
    public IReadOnlyList<string>? Callable { get; init; }

    /// <summary>Dialects that can express the request; null: every endpoint can answer it.</summary>
    public IReadOnlyList<ApiDialect>? Dialects { get; init; }

    /// <summary>Id of the only endpoint that can answer, since it keeps a part of the conversation.</summary>
    public string? BoundTo { get; init; }

    /// <summary>What the request asks an endpoint for; null: chat.</summary>
    public EndpointApi? Api { get; init; }

    /// <summary>Names of the obligations that the caller fulfils; a decision with another one is denied. Null: all.</summary>
    public IReadOnlyList<string>? ObligationsSupported { get; init; }

    /// <summary>The time to decide at instead of now; services accept it only where they allow it.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The response has a trace.</summary>
    public bool? Explain { get; init; }
}
