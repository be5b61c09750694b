using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Conversations;
using RulesRouter.Tokens;

namespace RulesRouter.Requests;

/// <summary>A request for a decision. Null is "not stated".</summary>
public sealed record DecisionRequest
{
    private static readonly ImmutableSortedDictionary<string, AttributeValue> NoAttributes =
        ImmutableSortedDictionary.Create<string, AttributeValue>(
        StringComparer.Ordinal);

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

    /// <summary>Attributes of the credential; set by the host, never read from the request's body.</summary>
    public ImmutableSortedDictionary<string, AttributeValue> KeyAttributes { get; init; } = NoAttributes;

    public Needs Needs { get; init; } = Needs.None;

    public TokenCounts? Estimate { get; init; }

    /// <summary>Tokens, at least 1.</summary>
    public int? MaxOutputTokens { get; init; }

    public bool? Stream { get; init; }

    /// <summary>Milliseconds, above 0.</summary>
    public double? DeadlineMs { get; init; }

    /// <summary>US dollars, at least 0, all hops together.</summary>
    public double? MaxCostUsd { get; init; }

    public Session? Session { get; init; }

    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>Null: the caller supports every obligation.</summary>
    public ImmutableSortedSet<string>? ObligationsSupported { get; init; }

    /// <summary>The time to decide at; hosts accept it only where they allow it.</summary>
    public DateTimeOffset? At { get; init; }

    public bool Explain { get; init; }
}

/// <summary>Token counts stated by the caller.</summary>
/// <param name="CachedInputTokens">In the cache of the session's last endpoint.</param>
/// <param name="ReasoningTokens">The part of the output that is reasoning, at endpoints that reason.</param>
public sealed record TokenCounts(
    int? InputTokens = null, int? CachedInputTokens = null, int? OutputTokens = null, int? ReasoningTokens = null);

/// <param name="CachedTokens">By endpoint id: tokens of this conversation in that endpoint's cache.</param>
public sealed record Session(string? Id, string? LastEndpoint, ImmutableSortedDictionary<string, int> CachedTokens);

/// <summary>A hop that was tried and failed.</summary>
/// <param name="CostUsd">What it cost, where known.</param>
public sealed record Attempt(string Endpoint, FailureClass Failed, double? CostUsd = null)
{
    /// <summary>Answers that it needed until it failed; at least 0.</summary>
    public int? Turns { get; init; }

    /// <summary>Tests that passed at its end; at least 0.</summary>
    public int? TestsPassed { get; init; }

    /// <summary>Tests that failed at its end; at least 0.</summary>
    public int? TestsFailed { get; init; }

    /// <summary>Calls of tools that failed; at least 0.</summary>
    public int? ToolErrors { get; init; }
}

/// <summary>An attribute's value before its type is checked.</summary>
public abstract record AttributeValue
{
    private AttributeValue()
    {
    }

    /// <summary>The value of a text such as a command line has; the members of a set are separated by commas.</summary>
    /// <param name="type">A text that does not fit it is a string, which deciding rejects.</param>
    internal static AttributeValue Parse(string text, FactType? type) => type switch
    {
        FactType.Boolean when bool.TryParse(text, out var boolean) => new Boolean(boolean),
        FactType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => new Number(number),
        FactType.Set => new List([.. Members(text)]),
        FactType.Boolean or FactType.Number or FactType.String or FactType.Enum or null => new String(text),
    };

    private static ImmutableSortedSet<string> Members(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToImmutableSortedSet(StringComparer.Ordinal);

    public sealed record String(string Value) : AttributeValue;

    public sealed record Number(double Value) : AttributeValue;

    public sealed record Boolean(bool Value) : AttributeValue;

    public sealed record List(ImmutableArray<string> Values) : AttributeValue
    {
        public bool Equals(List? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => string.Join('\n', Values).GetHashCode(StringComparison.Ordinal);
    }
}
