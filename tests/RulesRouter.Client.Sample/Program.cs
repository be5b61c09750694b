using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using RulesRouter.Client;
using RulesRouter.Client.Chat;
using RulesRouter.Client.Outcomes;

// Usage: RulesRouter.Client.Sample SERVICE OPENAI_BASE_URL ANTHROPIC_BASE_URL POLICY PROMPT
// A chat with a tool, at whichever endpoint the policy chooses. The catalog calls the providers p0 (OpenAI's API) and p1 (Anthropic's).
var (service, openai, anthropic, policy, prompt) = (args[0], args[1], args[2], args[3], args[4]);

var services = new ServiceCollection();
services.AddRulesRouter(options =>
    {
        options.Service = new Uri(service);
        options.Timeout = TimeSpan.FromMinutes(1);
        options.Chat.Policy = policy;
    })
    .AddProvider("p0", _ => OpenAI(openai))
    .AddProvider("p1", _ => new AnthropicClient { BaseUrl = anthropic, ApiKey = "any", MaxRetries = 0 }.AsIChatClient());
await using var provider = services.BuildServiceProvider();

using var chat = provider.GetRequiredService<IChatClient>().AsBuilder().UseFunctionInvocation().Build();
var options = new ChatOptions { Tools = [AIFunctionFactory.Create((string path) => $"contents of {path}", "read_file", "Reads a file")] };
new ChatRequestContext { SessionId = "sample", MaxCostUsd = 1 }.AddTo(options);

// A whole answer, with the decision behind it.
var answer = await chat.GetResponseAsync(prompt, options);
var routing = ChatRouting.Of(answer)!;
Console.WriteLine($"{routing.Answered.Endpoint} after {routing.Failures.Count} failures: {answer.Text}");

// What came of it, once it is known.
await provider.GetRequiredService<IDecisionClient>().ReportAsync(
[
    new Outcome
    {
        DecisionId = routing.Decision.DecisionId!,
        Hop = routing.Hop,
        Verdict = Verdict.Right,
        Source = VerdictSource.Human,
    },
]);

// A stream.
await foreach (var update in chat.GetStreamingResponseAsync(prompt, options))
{
    Console.Write(update.Text);
}

Console.WriteLine();

static IChatClient OpenAI(string baseUrl) => new OpenAIClient(
        new ApiKeyCredential("any"),
        new OpenAIClientOptions { Endpoint = new Uri(baseUrl), RetryPolicy = new ClientRetryPolicy(0) })
    .GetChatClient("chosen-by-the-router")
    .AsIChatClient();
