using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace RulesRouter.Client.Tests.Chat;

/// <summary>A provider's client that does what a script says, call by call, and then answers with its name.</summary>
internal sealed class ScriptedProvider(string name) : IChatClient
{
    private readonly Queue<Func<CancellationToken, Task<ChatResponse>>> script = new();

    /// <summary>What each call got.</summary>
    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)> Calls { get; } = [];

    /// <summary>Parts of streams; one that throws breaks the stream there.</summary>
    public Func<IEnumerable<ChatResponseUpdate>>? Streams { get; set; }

    public ScriptedProvider Fails(Exception exception) => Does(_ => Task.FromException<ChatResponse>(exception));

    public ScriptedProvider Says(string text, ChatFinishReason? finish = null) => Does(_ => Task.FromResult(
        new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = finish ?? ChatFinishReason.Stop }));

    public ScriptedProvider Does(Func<CancellationToken, Task<ChatResponse>> answer)
    {
        script.Enqueue(answer);
        return this;
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        Calls.Add(([.. messages], options!));
        return script.TryDequeue(out var next)
            ? next(cancellationToken)
            : Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, $"from {name}")));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Streams is null)
        {
            var response = await GetResponseAsync(messages, options, cancellationToken);
            foreach (var update in response.ToChatResponseUpdates())
            {
                yield return update;
            }

            yield break;
        }

        Calls.Add(([.. messages], options!));
        foreach (var update in Streams())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
