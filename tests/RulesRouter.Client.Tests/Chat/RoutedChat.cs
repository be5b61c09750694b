using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RulesRouter.Client.Chat;
using RulesRouter.Client.Outcomes;

namespace RulesRouter.Client.Tests.Chat;

/// <summary>A router in this process, with a chain of the providers a, b and c in this order, and a scripted client of each.</summary>
internal sealed class RoutedChat : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-client-").FullName;
    private readonly Channel<Outcome> reported = Channel.CreateUnbounded<Outcome>();
    private readonly ServiceProvider services;

    /// <param name="on">Failures beyond availability that lead on, as the policy writes them.</param>
    /// <param name="rule">A further rule of the policy.</param>
    /// <param name="budgets">Of the policy.</param>
    /// <param name="onOutcomes">What a report does before it is stored.</param>
    /// <param name="withoutClient">A provider of the catalog that the application cannot call.</param>
    public RoutedChat(
        string? on = null,
        string rule = "",
        string? withoutClient = null,
        string? budgets = null,
        Action<RoutingChatOptions>? configure = null,
        Func<Task>? onOutcomes = null)
    {
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), Catalog);
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: chat }
            spec:
              attributes:
                team: { type: text, description: who asks }
            {{(budgets is null ? "" : $"  budgets: {budgets}")}}
              rules:
            {{rule}}
                - id: default
                  select:
                    objective: ordered
                    prefer: [a/m, b/m, c/m]
                    fallback: { max: 8{{(on is null ? "" : $", on: [{on}]")}} }
            """);
        var collection = new ServiceCollection();
        var builder = collection.AddRulesRouterInProcess(options =>
        {
            options.Router = new RouterOptions { PoliciesPath = folder, ClassifierPath = "none" };
            options.Chat.Policy = "chat";
            options.OnOutcomes = async (outcomes, stop) =>
            {
                await (onOutcomes?.Invoke() ?? Task.CompletedTask);
                foreach (var outcome in outcomes)
                {
                    await reported.Writer.WriteAsync(outcome, stop);
                }
            };
            configure?.Invoke(options.Chat);
        });
        foreach (var (id, provider) in Providers.Where(one => one.Key != withoutClient))
        {
            builder.AddProvider(id, _ => provider);
        }

        services = collection.BuildServiceProvider();
        Client = services.GetRequiredService<IChatClient>();
    }

    public IChatClient Client { get; }

    public IDecisionClient Decisions => services.GetRequiredService<IDecisionClient>();

    public IReadOnlyDictionary<string, ScriptedProvider> Providers { get; } =
        new SortedDictionary<string, ScriptedProvider> { ["a"] = new("a"), ["b"] = new("b"), ["c"] = new("c") };

    /// <summary>Outcomes that were reported, and that no one has read.</summary>
    public int OutcomeCount => reported.Reader.Count;

    /// <summary>The providers that were called.</summary>
    public string Called => string.Concat(Providers.SelectMany(one => Enumerable.Repeat(one.Key, one.Value.Calls.Count)));

    private static string Catalog => "apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: { name: small }\nspec:\n"
        + "  providers: { a: {}, b: {}, c: {} }\n  models: { ma: {}, mb: {}, mc: {} }\n  endpoints:\n"
        + string.Concat("abc".Select((provider, index) =>
            $"    {provider}/m: {{ model: m{provider}, wireModel: wire-{provider}, contextTokens: 100000, "
            + $"maxOutputTokens: 4000, tools: true, structuredOutput: true, prices: {{ source: test, periods: [{{ input: {index + 1}, output: {2 * (index + 1)} }}] }} }}\n"));

    /// <summary>The next outcome; waits for it.</summary>
    public async Task<Outcome> Outcome()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await reported.Reader.ReadAsync(limit.Token);
    }

    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
