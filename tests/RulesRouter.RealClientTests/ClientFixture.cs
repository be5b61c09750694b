using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using RulesRouter.Gateway.Tests;
using RulesRouter.RealClientTests.Clients;
using RulesRouter.RealClientTests.Upstreams;

namespace RulesRouter.RealClientTests;

/// <summary>One gateway with an upstream of each dialect, and every client.</summary>
public sealed class ClientFixture : IAsyncLifetime
{
    /// <summary>Of providers p0, p1 and p2.</summary>
    public static readonly string[] Dialects = ["openai-chat", "openai-responses", "anthropic-messages"];

    /// <summary>A client whose tools another of the same package covers.</summary>
    public const string WithoutTools = "NuGet Anthropic";

    private static readonly Dictionary<string, Func<IRealClient>> Openers = new()
    {
        ["npm openai chat"] = () => new NodeClient("openai-chat"),
        ["npm openai responses"] = () => new NodeClient("openai-responses"),
        ["npm @anthropic-ai/sdk"] = () => new NodeClient("anthropic"),
        ["npm @ai-sdk/openai-compatible"] = () => new NodeClient("ai-openai-compatible"),
        ["npm @ai-sdk/anthropic"] = () => new NodeClient("ai-anthropic"),
        ["NuGet OpenAI"] = () => new OpenAIPackage(),
        ["NuGet Microsoft.Extensions.AI.OpenAI"] =
            () => new ExtensionsAIPackage((url, model) => OpenAIPackage.Client(url).GetChatClient(model).AsIChatClient()),
        [WithoutTools] = () => new AnthropicPackage(),
        ["NuGet Anthropic as IChatClient"] =
            () => new ExtensionsAIPackage((url, model) => AnthropicPackage.Client(url).AsIChatClient(model)),
    };

    private readonly ConcurrentDictionary<string, Lazy<IRealClient>> clients = new();

    public static IEnumerable<string> Npm => Openers.Keys.Where(name => name.StartsWith("npm", StringComparison.Ordinal));

    public static IEnumerable<string> NuGet => Openers.Keys.Where(name => name.StartsWith("NuGet", StringComparison.Ordinal));

    internal RunningGateway Gateway { get; private set; } = null!;

    public async Task InitializeAsync() => Gateway = await Start("http://127.0.0.1:0", Dialects);

    public async Task DisposeAsync()
    {
        foreach (var client in clients.Values.Select(client => client.Value).OfType<IDisposable>())
        {
            client.Dispose();
        }

        await Gateway.DisposeAsync();
    }

    /// <summary>A gateway whose upstreams do what prompts say, and that calls each once.</summary>
    /// <param name="url">Where it listens; a free port if the port is 0.</param>
    internal static async Task<RunningGateway> Start(string url, params string[] dialects)
    {
        var gateway = await RunningGateway.Start(
            dialects,
            options => RunningGateway.Within(options, limits => limits with { Retries = 0 }) with { Url = url });
        for (var index = 0; index < dialects.Length; index++)
        {
            gateway.Upstreams[index].Otherwise = PromptedAnswers.Of(index);
        }

        return gateway;
    }

    internal static IRealClient Open(string name) => Openers[name]();

    internal IRealClient Client(string name) => clients.GetOrAdd(name, one => new Lazy<IRealClient>(Openers[one])).Value;

    /// <summary>Does an act through the policy that has one provider alone.</summary>
    internal Task<Seen> Do(string client, string act, int provider, string prompt) =>
        Client(client).Do(act, Gateway.Client.BaseAddress!, $"policy/p{provider}", prompt);
}
