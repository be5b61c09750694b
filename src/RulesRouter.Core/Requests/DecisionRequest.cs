using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Conversations;
using RulesRouter.Tokens;

namespace RulesRouter.Requests;

/// <summary>A request for a decision. Null is "not stated".</summary>
public sealed record DecisionRequest
{
    private static readonly ImmutableSortedDictionary<string, AttributeValue> NoAttributes =
        ImmutableSortedDictionary.Create<string, AttributeValue>(StringComparer.Ordinal);

    /// <summary>What Chat Completions takes as <c>n</c>.</summary>
    public const int MaxAnswers = 128;

    public required string Policy { get; init; }

    /// <summary>The conversation, oldest message first.</summary>
    public ImmutableArray<Message> Messages { get; init; } = [];

    /// <summary>System text that the client sends apart from the messages.</summary>
    public ImmutableArray<MessagePart> Instructions { get; init; } = [];

    public string? Prompt { get; init; }

    /// <summary>Tokens of the declared tools and of a response schema.</summary>
    internal TokenCount DeclaredTokens { get; init; }

    /// <summary>The request declares tools.</summary>
    internal bool DeclaresTools { get; init; }

    /// <summary>The size of the text where it is known: a reader measures what it reads, and a record keeps the size alone.</summary>
    internal TextMeasure? Measured { get; init; }

    /// <summary>The model that the client named.</summary>
    public string? RequestedModel { get; init; }

    public TaskKind? Task { get; init; }

    /// <summary>Values of declared attributes; types are checked against the policy.</summary>
    public ImmutableSortedDictionary<string, AttributeValue> Attributes { get; init; } = NoAttributes;

    /// <summary>Attributes of the credential and of the service; set by the host, never read from the request's body.</summary>
    public ImmutableSortedDictionary<string, AttributeValue> KeyAttributes { get; init; } = NoAttributes;

    public Needs Needs { get; init; } = Needs.None;

    public TokenCounts? Estimate { get; init; }

    /// <summary>Tokens, at least 1.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>
    /// <see cref="MaxOutputTokens"/> is the most that the caller takes, not what it needs: endpoints that give fewer are eligible, and each
    /// hop states the lower maximum. Only where the caller supports <c>cap-output</c>.
    /// </summary>
    public bool? ClampsOutput { get; init; }

    /// <summary>
    /// Answers that one call gives, 1 to <see cref="MaxAnswers"/>: each may be as long as a single one, and all are paid. Null: one.
    /// </summary>
    public int? Answers { get; init; }

    public bool? Stream { get; init; }

    /// <summary>Milliseconds, above 0.</summary>
    public double? DeadlineMs { get; init; }

    /// <summary>US dollars, at least 0, all hops together.</summary>
    public double? MaxCostUsd { get; init; }

    public Session? Session { get; init; }

    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>Ids of the providers that the caller can call; null: all.</summary>
    public ImmutableSortedSet<string>? Callable { get; init; }

    /// <summary>The API dialects that can express the request; null: every endpoint can answer it.</summary>
    public ImmutableSortedSet<ApiDialect>? Dialects { get; init; }

    /// <summary>Id of the only endpoint that can answer, since it keeps a part of the conversation; null: none does.</summary>
    public string? BoundTo { get; init; }

    /// <summary>What the request asks an endpoint for.</summary>
    public EndpointApi Api { get; init; }

    /// <summary>Null: the caller supports every obligation.</summary>
    public ImmutableSortedSet<string>? ObligationsSupported { get; init; }

    /// <summary>The time to decide at; hosts accept it only where they allow it.</summary>
    public DateTimeOffset? At { get; init; }

    public bool Explain { get; init; }
}
