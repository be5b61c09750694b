using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Checks;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Redacting;
using RulesRouter.Gateway.Upstreams;

namespace RulesRouter.Gateway.Running;

/// <summary>A client's call, and the decision on it.</summary>
/// <param name="Dialect">Of the client.</param>
/// <param name="Body">As the client sent it, or with placeholders; valid until the call ends.</param>
/// <param name="Headers">Of the client, that an upstream of its dialect gets.</param>
/// <param name="Query">Of the client's URL, with its question mark, or empty.</param>
/// <param name="At">The time of the decision.</param>
internal sealed record ClientCall(
    ApiDialect Dialect,
    CallKind Kind,
    ClientRequest Request,
    ReadOnlyMemory<byte> Body,
    ImmutableArray<KeyValuePair<string, string>> Headers,
    string Query,
    string DecisionId,
    DateTimeOffset At)
{
    /// <summary>Id of the provider that answered last in the conversation; null if unknown.</summary>
    public string? LastProvider { get; init; }

    /// <summary>The most output tokens that the client takes; null if it did not say.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>What an answer states of its origin; null if no rule obliges it.</summary>
    public string? Disclosure { get; init; }

    /// <summary>Restores what placeholders replaced in the request; null if none did.</summary>
    public Restoration? Restoration { get; init; }

    /// <summary>Null if the client sent none.</summary>
    public IdempotencyKey? Idempotency { get; init; }

    /// <summary>What the policy checks answers for; null for nothing.</summary>
    public PolicyChecks? Checks { get; init; }

    /// <summary>A stream of which nothing goes out before it is checked.</summary>
    public bool IsBuffered => IsStream && Checks is { IsBuffered: true };

    /// <summary>The maximum that an endpoint gets in place of the client's; null if it gets the client's.</summary>
    public int? LoweredMaximum(ChainHop hop) =>
        Kind == CallKind.Answer && hop.MaxOutputTokens is { } cap && !(MaxOutputTokens <= cap) ? cap : null;

    public bool IsStream => Kind == CallKind.Answer && Request.Streams;

    /// <summary>
    /// The dialect in which a provider gets the call: the client's own if the provider has it; null if none can express it.
    /// </summary>
    public ApiDialect? DialectAt(Provider provider)
    {
        if (provider.Api is not { } api)
        {
            return null;
        }

        if (api.Dialects.Contains(Dialect))
        {
            return Dialect;
        }

        foreach (var dialect in api.Dialects)
        {
            if (Kind == CallKind.Answer && Request.Excluding(dialect).IsEmpty)
            {
                return dialect;
            }
        }

        return Kind == CallKind.Embed && api.Dialect == ApiDialect.OpenaiResponses ? api.Dialect : null;
    }
}
