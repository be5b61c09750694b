using System.Text.Json;
using RulesRouter.Objectives;

namespace RulesRouter.Cli.Tests;

/// <summary>Objective <c>expected-cost</c> beside splits and shadows, and the dropped preferences of a denial.</summary>
public sealed class ExpectedCostArmsTests : IDisposable
{
    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: {}, b: {}, c: {} }
          models:
            fair: { quality: [{ benchmark: Own, task: debugging, score: 0.7, source: here }] }
            weak: { quality: [{ benchmark: Own, task: debugging, score: 0.1, source: here }] }
            good: { quality: [{ benchmark: Own, task: debugging, score: 0.9, source: here }] }
            silent: {}
          endpoints:
            a/fair: { model: fair, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 2, output: 2 }] } }
            b/weak: { model: weak, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 1, output: 1 }] } }
            b/good: { model: good, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 9, output: 9 }] } }
            b/silent: { model: silent, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 0.1, output: 0.1 }] } }
            c/good: { model: good, contextTokens: 100, maxOutputTokens: 100, prices: { periods: [{ input: 9, output: 9 }] } }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-").FullName;

    public ExpectedCostArmsTests() => File.WriteAllText(Path.Combine(folder, "catalog.yaml"), Catalog);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Other_arms_of_a_split_serve_as_fallbacks()
    {
        var decision =
            Decide("split: { key: session.id, arms: [{ name: stable, weight: 1, prefer: [\"a/*\"] }, { name: canary, weight: 0.000001, prefer: [\"b/*\", \"c/*\"] }] }, fallback: { max: 3 }");

        // The request exceeds the context of c/good: constraints apply to every arm.
        Assert.Equal(["a/fair", "b/good", "b/silent", "b/weak"], Chain(decision));
        Assert.Equal("stable", decision.GetProperty("split").GetProperty("arm").GetString());
        Assert.All(
            decision.GetProperty("fallbacks").EnumerateArray(),
            hop => Assert.DoesNotContain("rejected-output", hop.GetProperty("on").ToString(), StringComparison.Ordinal));
        Assert.InRange(SuccessOf(decision.GetProperty("fallbacks")[0]), SuccessOf(decision.GetProperty("chosen")), 0.9);
        Assert.Single(decision.GetProperty("expectation").GetProperty("hops").EnumerateArray());
    }

    private static double SuccessOf(JsonElement hop) => hop.GetProperty("estimate").GetProperty("successProbability").GetDouble();

    [Fact]
    public void Shadow_has_the_lowest_expected_cost_not_the_cheapest_call()
    {
        Assert.Equal(
            "b/good",
            Decide("prefer: [\"a/*\"], shadow: { prefer: [\"b/*\"], percent: 100 }").GetProperty("shadow").GetProperty("endpoint")
                .GetString());
        Assert.Equal(
            "b/silent",
            Decide(
                "prefer: [\"a/*\"], shadow: { prefer: [\"b/*\"], percent: 100 }",
                "price").GetProperty("shadow").GetProperty("endpoint").GetString());
    }

    [Fact]
    public void Denial_lists_the_preferences_dropped_before_it()
    {
        var decision = Decide(
            "fallback: { max: 1 }",
            rules: "- { id: hard, constrain: { contextTokens: { min: 20000 } }, when: stream == false }\n    - { id: soft, constrain: { providers: { allow: [a] }, price: { outputPerMTok: { max: 1 } } }, enforce: { providers: preferred, price: preferred }, when: stream == false }");

        Assert.Equal("denied", decision.GetProperty("outcome").GetString());
        Assert.Equal(
            ["price.outputPerMTok.max", "providers.allow"],
            decision.GetProperty("givenUp").EnumerateArray().Select(given => given.GetProperty("constraint").GetString()));
        Assert.DoesNotContain("preferred", decision.GetProperty("denial").ToString(), StringComparison.Ordinal);
    }

    private JsonElement Decide(string select, string objective = "expected-cost", string rules = "")
    {
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              economics: { unsolvedUsd: 1 }
              rules:
                {{rules}}
                - { id: default, select: { objective: {{objective}}, {{select}} } }
            """);
        var decided = Terminal.RunWith(
            """{"policy":"p","task":"debugging","session":{"id":"s1"},"estimate":{"inputTokens":1000,"outputTokens":100}}""",
            "decide", "--policies", folder, "--request", "-", "--classifier", "none", "--format", "json");
        Assert.True(decided.Error.Length == 0, decided.Error);
        return JsonDocument.Parse(decided.Output).RootElement.Clone();
    }

    private static string[] Chain(JsonElement decision) =>
    [
        decision.GetProperty("chosen").GetProperty("endpoint").GetString()!,
        .. decision.GetProperty("fallbacks").EnumerateArray().Select(hop => hop.GetProperty("endpoint").GetString()!),
    ];
}
