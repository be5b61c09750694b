using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace RulesRouter.RealClientTests.Clients;

/// <summary>The chat client of the NuGet package <c>OpenAI</c>.</summary>
internal sealed class OpenAIPackage : IRealClient
{
    public async Task<Seen> Do(string act, Uri url, string model, string prompt)
    {
        var chat = Client(url).GetChatClient(model);
        try
        {
            return act switch
            {
                Act.Whole => View(await chat.CompleteChatAsync(prompt)),
                Act.Stream => View(await Stream(chat, [new UserChatMessage(prompt)], new ChatCompletionOptions())),
                Act.Tools => await Converse(
                    async (messages, options) => Answer.Of(await chat.CompleteChatAsync(messages, options)),
                    prompt),
                Act.ToolsStream => await Converse((messages, options) => Stream(chat, messages, options), prompt),
                Act.Structured => View(await chat.CompleteChatAsync([new UserChatMessage(prompt)], Structured())) is var seen
                    ? seen with { City = JsonSerializer.Deserialize<Place>(seen.Text!, JsonSerializerOptions.Web)!.City }
                    : null!,
                _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
            };
        }
        catch (ClientResultException exception)
        {
            return new Seen { Error = ErrorOf(exception) };
        }
        catch (Exception exception) when (SeenError.IsBroken(exception))
        {
            return new Seen { Error = SeenError.Broken(exception) };
        }
    }

    public static OpenAIClient Client(Uri url) => new(
        new ApiKeyCredential("any"),
        new OpenAIClientOptions { Endpoint = new Uri(url, "/openai/v1"), RetryPolicy = new ClientRetryPolicy(0) });

    public static SeenError ErrorOf(ClientResultException exception) => new(
        exception.GetType().Name,
        exception.Status,
        exception.GetRawResponse()?.Headers.TryGetValue("retry-after", out var after) == true ? after : null,
        exception.Message);

    private static ChatCompletionOptions Structured() => new()
    {
        ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("place", BinaryData.FromString(Questions.CitySchema), null, true),
    };

    private static async Task<Seen> Converse(Func<List<ChatMessage>, ChatCompletionOptions, Task<Answer>> ask, string prompt)
    {
        var options = new ChatCompletionOptions
        {
            Tools =
            {
                ChatTool.CreateFunctionTool(Questions.Tool, Questions.ToolDescription, BinaryData.FromString(Questions.ToolParameters)),
            },
        };
        List<ChatMessage> messages = [new UserChatMessage(prompt)];
        var first = await ask(messages, options);
        messages.Add(new AssistantChatMessage(first.Calls));
        foreach (var call in first.Calls)
        {
            using var arguments = JsonDocument.Parse(call.FunctionArguments);
            messages.Add(new ToolChatMessage(call.Id, Questions.Read(arguments.RootElement.GetProperty("path").GetString()!)));
        }

        return View(await ask(messages, options)) with
        {
            ToolFinish = first.Finish.ToString(),
            Calls = [.. first.Calls.Select(call => call.FunctionName)],
        };
    }

    private static async Task<Answer> Stream(ChatClient chat, List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var (text, deltas) = (new StringBuilder(), 0);
        var calls = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        var (finish, usage) = ((ChatFinishReason?)null, (ChatTokenUsage?)null);
        await foreach (var update in chat.CompleteChatStreamingAsync(messages, options))
        {
            foreach (var part in update.ContentUpdate.Where(part => part.Text.Length > 0))
            {
                text.Append(part.Text);
                deltas++;
            }

            foreach (var call in update.ToolCallUpdates)
            {
                calls.TryAdd(call.Index, (call.ToolCallId, call.FunctionName, new StringBuilder()));
                calls[call.Index].Arguments.Append(call.FunctionArgumentsUpdate);
            }

            (finish, usage) = (update.FinishReason ?? finish, update.Usage ?? usage);
        }

        return new Answer(
            text.ToString(),
            finish,
            usage,
            [.. calls.Values.Select(call => ChatToolCall.CreateFunctionToolCall(
                call.Id, call.Name, BinaryData.FromString(call.Arguments.ToString())))])
        {
            Deltas = deltas,
        };
    }

    private static Seen View(ChatCompletion completion) => View(Answer.Of(completion));

    private static Seen View(Answer answer) => new()
    {
        Text = answer.Text,
        Finish = answer.Finish?.ToString(),
        InputTokens = answer.Usage?.InputTokenCount,
        OutputTokens = answer.Usage?.OutputTokenCount,
        Deltas = answer.Deltas,
    };

    private sealed record Answer(string Text, ChatFinishReason? Finish, ChatTokenUsage? Usage, IReadOnlyList<ChatToolCall> Calls)
    {
        public int? Deltas { get; init; }

        public static Answer Of(ChatCompletion completion) => new(
            string.Concat(completion.Content.Select(part => part.Text)), completion.FinishReason, completion.Usage, completion.ToolCalls);
    }
}
