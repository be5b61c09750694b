using Microsoft.Extensions.AI;

namespace RulesRouter.Client.Chat;

/// <summary>A hop's stream, whose beginning without content is held back.</summary>
internal sealed class UpdateStream(HopChat call, IReadOnlyList<ChatMessage> messages, ChatOptions? options) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ChatResponseUpdate> updates =
        call.Client.GetStreamingResponseAsync(call.Messages(messages), call.Options(options), call.Token).GetAsyncEnumerator(call.Token);

    private readonly Queue<ChatResponseUpdate> held = new();

    /// <summary>The stream ended without content: what is held is all of it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Why the model stopped, as the held parts say; null if none does.</summary>
    public ChatFinishReason? Finish => held.LastOrDefault(update => update.FinishReason is not null)?.FinishReason;

    /// <summary>False if the stream ends without content.</summary>
    public async Task<bool> ReadToContent()
    {
        while (await updates.MoveNextAsync().ConfigureAwait(false))
        {
            held.Enqueue(updates.Current);
            if (updates.Current.Contents.Any(IsContent))
            {
                return true;
            }
        }

        HasEnded = true;
        return false;
    }

    /// <summary>The parts that were read and not taken.</summary>
    public IReadOnlyList<ChatResponseUpdate> Held => [.. held];

    /// <summary>The next part that was read; null if there is none.</summary>
    public ChatResponseUpdate? Take() => held.TryDequeue(out var next) ? next : null;

    /// <summary>Reads a further part, unless some wait.</summary>
    public async Task Advance()
    {
        if (held.Count == 0 && await updates.MoveNextAsync().ConfigureAwait(false))
        {
            held.Enqueue(updates.Current);
        }
    }

    public ValueTask DisposeAsync() => updates.DisposeAsync();

    /// <summary>What an answer consists of; usage and errors are none of it.</summary>
    public static bool IsContent(AIContent content) => content switch
    {
        TextContent text => text.Text.Length > 0,
        TextReasoningContent reasoning => reasoning.Text.Length > 0,
        UsageContent or ErrorContent => false,
        _ => true,
    };
}
