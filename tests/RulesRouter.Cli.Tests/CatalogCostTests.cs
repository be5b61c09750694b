using System.Text.Json;

namespace RulesRouter.Cli.Tests;

public sealed class CatalogCostTests
{
    private static readonly string Catalog = Repository.TestData("catalog");
    private static readonly string Policies = Path.Combine(Repository.Root, "policies");

    [Fact]
    public void Call_cost_is_itemised_at_the_current_price()
    {
        var result = Cost("deepseek/deepseek-chat", "2026-09-01T08:00:00Z", "--input", "20000", "--cached", "12000", "--output", "900");

        Assert.Equal(
            """
            deepseek/deepseek-chat at 2026-09-01T08:00:00Z
              input                8000 × $0.27 per million          $0.00216000
              cached input        12000 × $0.07 per million          $0.00084000
              output                900 × $1.1 per million           $0.00099000
              total                                                  $0.00399000
              prices from genai-prices, as of 2026-08-21

            """.ReplaceLineEndings(),
            result.Output.ReplaceLineEndings());
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("2026-09-01T00:29:59Z", 0.135)]
    [InlineData("2026-09-01T00:30:00Z", 0.27)]
    [InlineData("2026-09-01T16:29:59Z", 0.27)]
    [InlineData("2026-09-01T16:30:00Z", 0.135)]
    public void Price_window_starts_and_ends_on_the_second(string at, double rate) =>
        Assert.Equal(
            rate,
            Json(Cost("deepseek/deepseek-chat", at, "--input", "1000000", "--format", "json")).GetProperty("totalUsd").GetDouble(),
            9);

    [Fact]
    public void Input_above_a_tier_reprices_every_token()
    {
        var below = Cost("google/gemini-3.1-pro-preview", "2026-09-01T08:00:00Z", "--input", "200000", "--output", "1000");
        var above = Cost("google/gemini-3.1-pro-preview", "2026-09-01T08:00:00Z", "--input", "200001", "--output", "1000", "--reasoning", "400");

        Assert.Contains("$0.41200000", below.Output, StringComparison.Ordinal);
        Assert.Contains("rates for more than 200000 input tokens apply", above.Output, StringComparison.Ordinal);
        Assert.Contains(
            "400 × $18 per million            $0.00720000  no price of its own, charged as output",
            above.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--cached", "8", "error: --cached and --cache-write are parts of --input: 8 + 0 exceeds 5")]
    [InlineData("--reasoning", "3", "error: --reasoning is a part of --output: 3 exceeds 0")]
    [InlineData("--output", "-1", "error: token counts must be 0 or more")]
    public void Inconsistent_token_counts_are_a_usage_error(string option, string count, string message)
    {
        var result = Cost("deepseek/deepseek-chat", "2026-09-01T08:00:00Z", "--input", "5", option, count);

        Assert.Equal(message, result.Error.Trim());
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public void Misspelt_endpoint_suggests_the_nearest_one() => Assert.Equal(
        "error: unknown endpoint `deepseek/deepseek-chta`; did you mean `deepseek/deepseek-chat`?",
        Cost("deepseek/deepseek-chta", "2026-09-01T08:00:00Z").Error.Trim());

    [Fact]
    public void Live_price_applies_until_it_expires()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: general }
            spec:
              providers: { p: { name: P } }
              models: { m: { name: M } }
              endpoints:
                p/m: { model: m, prices: { periods: [{ input: 2, output: 2 }] } }
            """);
        File.WriteAllText(Path.Combine(folder, "feed.yaml"), """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: feed }
            spec:
              endpoints:
                p/m: { livePrice: { source: feed, expires: "2026-09-01T12:00:00Z", input: 1, output: 1 } }
            """);
        Terminal At(string at) => Terminal.Run(
            "catalog",
            "cost",
            "--policies",
            folder,
            "--endpoint",
            "p/m",
            "--at",
            at,
            "--input",
            "1000000");

        Assert.Contains("a live price, valid until 2026-09-01T12:00:00Z", At("2026-09-01T11:59:59Z").Output, StringComparison.Ordinal);
        Assert.Contains("$1.00000000", At("2026-09-01T11:59:59Z").Output, StringComparison.Ordinal);
        Assert.Contains("$2.00000000", At("2026-09-01T12:00:00Z").Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Reads the source's figures independently of the import, for two models of the shipped catalog.</summary>
    [Fact]
    public void Windowed_and_tiered_prices_match_the_source()
    {
        if (Source() is not { } source)
        {
            Console.WriteLine("skipped: no ../shared/catalog beside the repository, and RULESROUTER_SHARED is not set");
            return;
        }

        using var document = JsonDocument.Parse(File.ReadAllText(source));
        var providers = document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement
            : document.RootElement.GetProperty("providers");
        var chat = providers.EnumerateArray().Single(provider => provider.GetProperty("id").GetString() == "deepseek")
            .GetProperty("models")
            .EnumerateArray()
            .Single(model => model.GetProperty("id").GetString() == "deepseek-chat")
            .GetProperty("prices");
        var opus = providers.EnumerateArray().Single(provider => provider.GetProperty("id").GetString() == "anthropic")
            .GetProperty("models")
            .EnumerateArray()
            .Single(model => model.GetProperty("id").GetString() == "claude-opus-4-6")
            .GetProperty("prices");

        Assert.Equal(
            chat[0].GetProperty("prices").GetProperty("output_mtok").GetDouble(),
            PerMillion("deepseek/deepseek-chat", "2026-09-01T20:00:00Z", "--output"),
            9);
        Assert.Equal(
            chat[1].GetProperty("prices").GetProperty("output_mtok").GetDouble(),
            PerMillion("deepseek/deepseek-chat", "2026-09-01T08:00:00Z", "--output"),
            9);
        // Until 13 March 2026 a long input raised the price of every token.
        Assert.Equal(
            opus[0].GetProperty("prices").GetProperty("input_mtok").GetProperty("tiers")[0].GetProperty("price").GetDouble(),
            PerMillion("anthropic/claude-opus-4-6", "2026-03-12T23:59:59Z", "--input"),
            9);
        Assert.Equal(
            opus[1].GetProperty("prices").GetProperty("input_mtok").GetDouble(),
            PerMillion("anthropic/claude-opus-4-6", "2026-03-13T00:00:00Z", "--input"),
            9);
    }

    private static double PerMillion(string endpoint, string at, string what) =>
        Json(CostIn(Policies, endpoint, at, what, "1000000", "--format", "json")).GetProperty("totalUsd").GetDouble();

    private static string? Source()
    {
        var named = Environment.GetEnvironmentVariable("RULESROUTER_SHARED");
        for (var at = new DirectoryInfo(Repository.Root); at is not null; at = at.Parent)
        {
            var path = Path.Combine(named ?? Path.Combine(at.FullName, "shared"), "catalog", "genai-prices.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static Terminal Cost(string endpoint, string at, params string[] more) => CostIn(Catalog, endpoint, at, more);

    private static Terminal CostIn(string folder, string endpoint, string at, params string[] more) =>
        Terminal.Run(["catalog", "cost", "--policies", folder, "--endpoint", endpoint, "--at", at, .. more]);

    private static JsonElement Json(Terminal result) => JsonDocument.Parse(result.Output).RootElement.Clone();
}
