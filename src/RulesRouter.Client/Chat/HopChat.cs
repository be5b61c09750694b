using Microsoft.Extensions.AI;
using RulesRouter.Client.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Client.Chat;

/// <summary>One call of one hop.</summary>
internal sealed class HopChat : IDisposable
{
    /// <summary>Names the provider that signed the reasoning of a message: no other accepts it.</summary>
    private const string ProviderKey = "rulesrouter.provider";

    private readonly DecisionHop hop;
    private readonly int at;
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource? deadline;
    private readonly CancellationTokenSource? linked;

    public HopChat(ChainWalk walk, int at, Func<string, IChatClient> clientOf, TimeProvider clock, CancellationToken caller)
    {
        (this.at, this.clock, this.caller) = (at, clock, caller);
        (hop, started) = (walk.Decision.Chain[at], clock.GetTimestamp());
        Client = clientOf(hop.Provider);
        if (walk.Remaining is { } left)
        {
            deadline = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
            linked = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        }
    }

    public IChatClient Client { get; }

    /// <summary>Of the caller and of the deadline.</summary>
    public CancellationToken Token => linked?.Token ?? caller;

    /// <summary>False for what the caller asked for: it left.</summary>
    public bool IsFailure(Exception exception) => !(exception is OperationCanceledException && caller.IsCancellationRequested);

    public HopFailure Failure(FailureClass failed, Exception? exception) =>
        new(at, hop.Endpoint, failed, clock.GetElapsedTime(started), exception);

    /// <summary>The caller's options for the hop's model, with the decision's cap.</summary>
    public ChatOptions Options(ChatOptions? options)
    {
        var own = options?.Clone() ?? new ChatOptions();
        own.AdditionalProperties = own.AdditionalProperties?.Clone();
        ChatRequestContext.RemoveFrom(own);
        own.ModelId = hop.WireModel;
        own.MaxOutputTokens = (own.MaxOutputTokens, hop.MaxOutputTokens) switch
        {
            (int asked, int cap) => Math.Min(asked, cap),
            var (asked, cap) => asked ?? cap,
        };
        return own;
    }

    /// <summary>The conversation without reasoning that another provider signed.</summary>
    public IEnumerable<ChatMessage> Messages(IReadOnlyList<ChatMessage> messages) => messages.Any(IsForeign)
        ? messages.Select(message => IsForeign(message) ? WithoutReasoning(message) : message)
        : messages;

    /// <summary>Names the provider of an answer, and takes out the name of a conversation that only this provider knows.</summary>
    public void Finish(ChatResponse response)
    {
        response.ConversationId = null;
        foreach (var message in response.Messages.Where(message => message.Contents.Any(content => content is TextReasoningContent)))
        {
            (message.AdditionalProperties ??= [])[ProviderKey] = hop.Provider;
        }
    }

    public void Finish(ChatResponseUpdate update)
    {
        update.ConversationId = null;
        if (update.Contents.Any(content => content is TextReasoningContent))
        {
            (update.AdditionalProperties ??= [])[ProviderKey] = hop.Provider;
        }
    }

    public void Dispose()
    {
        linked?.Dispose();
        deadline?.Dispose();
    }

    private bool IsForeign(ChatMessage message) =>
        message.AdditionalProperties?.TryGetValue<string>(ProviderKey, out var provider) == true && provider != hop.Provider;

    private static ChatMessage WithoutReasoning(ChatMessage message)
    {
        var own = message.Clone();
        own.Contents = [.. message.Contents.Where(content => content is not TextReasoningContent)];
        return own;
    }
}
