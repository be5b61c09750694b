using System.Text;
using RulesRouter.Service;
using RulesRouter.Service.Options;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>
/// The gateway as <c>rulesrouter serve</c> runs it, with its record and its store of outcomes: 20 endpoints of ten providers, all at one
/// upstream, and a policy of 20 rules that ranks them by price.
/// </summary>
internal static class GatewayHost
{
    private const int Providers = 10;
    private const int Rules = 20;

    public static void Run(string url, string upstream, string folder)
    {
        var policies = Directory.CreateDirectory(Path.Combine(folder, "policies")).FullName;
        File.WriteAllText(Path.Combine(policies, "catalog.yaml"), Catalog(upstream));
        File.WriteAllText(Path.Combine(policies, "policy.yaml"), Policy());
        var app = DecisionService.Build(
            new ServiceOptions
            {
                PoliciesPath = policies,
                Url = url,
                RecordPath = Path.Combine(folder, "record"),
                OutcomesPath = Path.Combine(folder, "outcomes.db"),
                Environment = Enumerable.Range(0, Providers).ToDictionary(number => $"KEY_P{number}", number => $"key-{number}"),
            },
            TimeProvider.System);
        if (DecisionService.RevisionOf(app) is null)
        {
            throw new InvalidOperationException(string.Join('\n', DecisionService.ProblemsOf(app)));
        }

        app.Run();
    }

    private static string Policy()
    {
        var text = new StringBuilder("apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nmetadata: { name: bench }\nspec:\n  rules:\n");
        for (var rule = 0; rule < Rules - 1; rule++)
        {
            text.Append($"    - {{ id: long-{rule}, when: \"inputTokens > {(rule + 1) * 10_000}\", ")
                .Append($"constrain: {{ contextTokens: {{ min: {(rule + 1) * 10_000} }} }} }}\n");
        }

        return text.Append("    - { id: default, select: { objective: price } }\n").ToString();
    }

    private static string Catalog(string upstream)
    {
        var text = new StringBuilder("apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: { name: bench }\nspec:\n  providers:\n");
        for (var number = 0; number < Providers; number++)
        {
            text.Append($"    p{number}: {{ api: {{ dialect: openai-chat, baseUrl: \"{upstream}/v1\", credential: KEY_P{number} }} }}\n");
        }

        text.Append("  models:\n    m0: {}\n    m1: {}\n  endpoints:\n");
        for (var number = 0; number < 2 * Providers; number++)
        {
            text.Append($"    p{number / 2}/m{number % 2}: {{ model: m{number % 2}, contextTokens: 400000, maxOutputTokens: 4000, tools: true, ")
                .Append($"prices: {{ source: drawn, periods: [{{ input: {number + 1}, output: {2 * (number + 1)} }}] }} }}\n");
        }

        return text.ToString();
    }
}
