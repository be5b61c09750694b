using System.ClientModel;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace RulesRouter.RealClientTests.Clients;

/// <summary>An <c>IChatClient</c> of a vendor's package, with the tool invocation of <c>Microsoft.Extensions.AI</c>.</summary>
/// <param name="open">The client for the gateway at a URL, and a model.</param>
internal sealed class ExtensionsAIPackage(Func<Uri, string, IChatClient> open) : IRealClient
{
    public async Task<Seen> Do(string act, Uri url, string model, string prompt)
    {
        using var client = open(url, model).AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { MaxOutputTokens = 64 };
        try
        {
            return act switch
            {
                Act.Whole => View(await client.GetResponseAsync(prompt, options)),
                Act.Stream => await Stream(client, prompt, options),
                Act.Tools => View(await client.GetResponseAsync(prompt, WithTool(options))),
                Act.ToolsStream => await Stream(client, prompt, WithTool(options)),
                Act.Structured => Structured(await client.GetResponseAsync<Place>(prompt, options)),
                _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
            };
        }
        catch (ClientResultException exception)
        {
            return new Seen { Error = OpenAIPackage.ErrorOf(exception) };
        }
        catch (AnthropicApiException exception)
        {
            return new Seen { Error = AnthropicPackage.ErrorOf(exception) };
        }
        catch (Exception exception) when (SeenError.IsBroken(exception))
        {
            return new Seen { Error = SeenError.Broken(exception) };
        }
    }

    private static ChatOptions WithTool(ChatOptions options)
    {
        options.Tools = [AIFunctionFactory.Create(Questions.Read, Questions.Tool)];
        return options;
    }

    private static async Task<Seen> Stream(IChatClient client, string prompt, ChatOptions options)
    {
        var updates = await client.GetStreamingResponseAsync(prompt, options).ToListAsync();
        return View(updates.ToChatResponse()) with { Deltas = updates.Count(update => update.Text.Length > 0) };
    }

    private static Seen Structured(ChatResponse<Place> response) => View(response) with { City = response.Result.City };

    private static Seen View(ChatResponse response)
    {
        var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => call.Name);
        return new Seen
        {
            Text = response.Messages[^1].Text,
            Finish = response.FinishReason?.Value,
            InputTokens = response.Usage?.InputTokenCount,
            OutputTokens = response.Usage?.OutputTokenCount,
            Calls = [.. calls],
        };
    }
}
