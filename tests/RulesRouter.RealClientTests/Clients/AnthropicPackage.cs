using System.Text;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;

namespace RulesRouter.RealClientTests.Clients;

/// <summary>The messages of the NuGet package <c>Anthropic</c>: whole and streamed answers.</summary>
internal sealed class AnthropicPackage : IRealClient
{
    public async Task<Seen> Do(string act, Uri url, string model, string prompt)
    {
        using var client = Client(url);
        var asked = new MessageCreateParams { Model = model, MaxTokens = 64, Messages = [new UserMessageParam(prompt)] };
        try
        {
            return act switch
            {
                Act.Whole => View(await client.Messages.Create(asked)),
                Act.Stream => await Stream(client, asked),
                _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
            };
        }
        catch (AnthropicApiException exception)
        {
            return new Seen { Error = ErrorOf(exception) };
        }
        catch (Exception exception) when (SeenError.IsBroken(exception))
        {
            return new Seen { Error = SeenError.Broken(exception) };
        }
    }

    public static AnthropicClient Client(Uri url) =>
        new() { BaseUrl = new Uri(url, "/anthropic").ToString(), ApiKey = "any", MaxRetries = 0 };

    public static SeenError ErrorOf(AnthropicApiException exception) =>
        new(exception.GetType().Name, (int)exception.StatusCode, null, exception.Message);

    private static async Task<Seen> Stream(AnthropicClient client, MessageCreateParams asked)
    {
        var (text, seen, deltas) = (new StringBuilder(), new Seen(), 0);
        await foreach (var one in client.Messages.CreateStreaming(asked))
        {
            if (one.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var part))
            {
                text.Append(part.Text);
                deltas++;
            }
            else if (one.TryPickDelta(out var delta))
            {
                seen = seen with
                {
                    Finish = delta.Delta.StopReason?.Raw(),
                    InputTokens = delta.Usage.InputTokens ?? seen.InputTokens,
                    OutputTokens = delta.Usage.OutputTokens,
                };
            }
            else if (one.TryPickStart(out var start))
            {
                seen = seen with { InputTokens = start.Message.Usage.InputTokens };
            }
        }

        return seen with { Text = text.ToString(), Deltas = deltas };
    }

    private static Seen View(Message message) => new()
    {
        Text = string.Concat(message.Content.Select(block => block.TryPickText(out var part) ? part.Text : "")),
        Finish = message.StopReason?.Raw(),
        InputTokens = message.Usage.InputTokens,
        OutputTokens = message.Usage.OutputTokens,
    };
}
