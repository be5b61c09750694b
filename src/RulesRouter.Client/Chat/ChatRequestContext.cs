using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RulesRouter.Catalog;

namespace RulesRouter.Client.Chat;

/// <summary>What an application states about one request, beside its messages. Null is "not stated".</summary>
public sealed record ChatRequestContext
{
    private const string Key = "rulesrouter";

    /// <summary>Null: the policy of the registration.</summary>
    public string? Policy { get; init; }

    /// <summary>Null: classified from the messages.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>Attributes that the policy declares.</summary>
    public IReadOnlyDictionary<string, JsonNode>? Attributes { get; init; }

    /// <summary>Id of the conversation, which keeps a conversation at the endpoint that has it cached.</summary>
    public string? SessionId { get; init; }

    /// <summary>Milliseconds, above 0, until the complete answer is needed: bounds the decision, and all calls together.</summary>
    public double? DeadlineMs { get; init; }

    /// <summary>US dollars, at least 0: the most that all calls together may cost in the worst case.</summary>
    public double? MaxCostUsd { get; init; }

    /// <summary>Sets this context for the calls that are made with these options.</summary>
    public ChatOptions AddTo(ChatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[Key] = this;
        return options;
    }

    internal static ChatRequestContext Of(ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue<ChatRequestContext>(Key, out var context) == true ? context : new ChatRequestContext();

    /// <summary>The options of a call to a provider, which never sees the context.</summary>
    internal static void RemoveFrom(ChatOptions options) => options.AdditionalProperties?.Remove(Key);
}
