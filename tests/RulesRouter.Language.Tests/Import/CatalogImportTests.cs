using RulesRouter.Catalog;
using RulesRouter.Language.Import;

namespace RulesRouter.Language.Tests.Import;

/// <summary>On excerpts of the real sources (tests/testdata/import), and on the whole sources where they are at hand.</summary>
public sealed class CatalogImportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Where_the_sources_have_a_price_by_the_hour_it_is_carried_over_with_its_window()
    {
        Import();

        var prices = Catalog().FindEndpoint("deepseek/deepseek-chat")!.Prices!;
        Assert.Equal(("genai-prices", new DateOnly(2026, 8, 21)), (prices.Source, prices.AsOf));
        Assert.Equal((0.27, 0.07, 1.1), Rates(prices, "2026-09-01T08:00:00Z"));
        Assert.Equal((0.135, 0.035, 0.55), Rates(prices, "2026-09-01T20:00:00Z"));
    }

    [Fact]
    public void Where_a_price_starts_on_a_day_the_one_before_it_counts_until_then()
    {
        Import();

        var prices = Catalog().FindEndpoint("openai/o3")!.Prices!;
        Assert.Equal(10, prices.RatesAt(Moment("2025-06-09T23:59:59Z"))!.Input);
        Assert.Equal(2, prices.RatesAt(Moment("2025-06-10T00:00:00Z"))!.Input);
    }

    [Fact]
    public void Tiers_by_length_of_the_prompt_are_carried_over()
    {
        Import();

        var rates = Catalog().FindEndpoint("google/gemini-2.5-pro")!.Prices!.RatesAt(Moment("2026-09-01T00:00:00Z"))!;
        Assert.Equal((1.25, 10), (rates.ForInput(200_000).Input, rates.ForInput(200_000).Output));
        Assert.Equal((2.5, 15), (rates.ForInput(200_001).Input, rates.ForInput(200_001).Output));
    }

    [Fact]
    public void A_price_of_nothing_for_nothing_is_unknown()
    {
        var report = Import();

        Assert.Null(Catalog().FindEndpoint("cohere/north-mini-code-1-0")!.Prices);
        Assert.Contains("cohere/north-mini-code-1-0: price missing or 0; unknown unless declared free", report.Doubts);
    }

    [Fact]
    public void Answers_longer_than_the_window_are_cut_to_it_and_said_so()
    {
        var report = Import();

        Assert.Contains(
            report.Doubts,
            doubt => doubt.StartsWith("nebius/MiniMaxAI/MiniMax-M2.5-fast: maxOutputTokens ", StringComparison.Ordinal));
        var endpoint = Catalog().FindEndpoint("nebius/MiniMaxAI/MiniMax-M2.5-fast")!;
        Assert.Equal(endpoint.ContextTokens, endpoint.MaxOutputTokens);
    }

    [Fact]
    public void What_is_no_model_one_asks_is_left_out_with_the_reason()
    {
        var report = Import();

        Assert.Contains("openai/text-embedding-3-small: is not a model for chat requests", report.Unusable);
        Assert.Contains("Aider Polyglot run of \"o3-pro (high)\": not a spelling of a model in the catalog", report.Unusable);
        Assert.Contains("Aider Refactor, 2 runs: only older models were run on it", report.Unusable);
        Assert.Contains("provider azure: none of its rows is an endpoint", report.Unusable);
        Assert.Contains("benchmark Artificial Analysis Coding Index: mapped to no task", report.Unusable);
    }

    [Fact]
    public void Disagreement_of_the_sources_is_reported_and_marked_in_the_entry()
    {
        const string disagreement = "models.dev 0.14/0.28, genai-prices 0.135/0.55 or 0.27/1.1 (input/output in USD per million tokens)";

        Assert.Contains($"deepseek/deepseek-chat: {disagreement}", Import().Disagreements);
        Assert.Equal($"sources disagree: {disagreement}", Assert.Single(Catalog().FindEndpoint("deepseek/deepseek-chat")!.LocalNotes));
    }

    [Theory]
    [InlineData("gpt-image-1.5", EndpointApi.Image)]
    [InlineData("qwen3-omni-flash-realtime", EndpointApi.Realtime)]
    [InlineData("qwen-vl-ocr", EndpointApi.Ocr)]
    [InlineData("qwen-mt-plus", EndpointApi.Translation)]
    [InlineData("command-a-translate-08-2025", EndpointApi.Translation)]
    [InlineData("sonar-deep-research", EndpointApi.Research)]
    [InlineData("openai/gpt-oss-safeguard-20b", EndpointApi.Moderation)]
    [InlineData("gpt-5.1", EndpointApi.Chat)]
    [InlineData("deepseek-ai/DeepSeek-V3.2", EndpointApi.Chat)]
    [InlineData("llama-3.2-90b-vision", EndpointApi.Chat)]
    public void Name_of_an_endpoint_reveals_its_api(string id, EndpointApi api) => Assert.Equal(api, EndpointNames.ApiOf(id));

    [Theory]
    [InlineData("model-router", true)]
    [InlineData("accounts/fireworks/routers/glm-5p1-fast", false)]
    [InlineData("gpt-5", false)]
    public void Name_of_an_endpoint_reveals_a_router(string id, bool expected) => Assert.Equal(expected, EndpointNames.IsRouter(id));

    [Fact]
    public void A_deprecated_row_stays_and_says_so() =>
        Assert.True(CatalogAfterImport().FindEndpoint("google/gemini-2.0-flash")!.IsDeprecated);

    [Fact]
    public void A_figure_has_its_benchmark_task_source_day_and_sample_size_and_a_run_that_both_sources_have_is_one_figure() => Assert.Equal(
        [
            "Aider Polyglot CodeGeneration 0.769 https://aider.chat/docs/leaderboards/ 2025-06-25 225 percent correct, edits as diff",
            "Aider Polyglot CodeGeneration 0.813 https://aider.chat/docs/leaderboards/ 2025-06-25 225 percent correct",
        ],
        CatalogAfterImport().FindModel("o3")!.QualityFigures
            .Select(figure => $"{figure.Benchmark} {figure.Task} {figure.Score} {figure.Source} {figure.Date:yyyy-MM-dd} {figure.SampleSize} {figure.MetricNote}").Order(
                StringComparer.Ordinal));

    [Fact]
    public void Importing_twice_changes_nothing_and_the_first_time_everything_is_new()
    {
        var first = Import();
        var files = Files();
        var second = Import();

        Assert.Equal(first.Endpoints, first.Added.Length);
        Assert.Empty(second.Added);
        Assert.Empty(second.Changed);
        Assert.Empty(second.Removed);
        Assert.Equal(files, Files());
    }

    [Fact]
    public void A_changed_price_and_a_vanished_endpoint_are_reported()
    {
        Import();
        var file = Path.Combine(folder, "google.yaml");
        File.WriteAllText(
            file,
            File.ReadAllText(file).Replace(
                "\"google/gemini-2.0-flash\"",
                "\"google/gemini-1.0-flash\"",
                StringComparison.Ordinal).Replace("output: 10,", "output: 9,", StringComparison.Ordinal));

        var report = Import();

        Assert.Equal(["google/gemini-2.0-flash"], [.. report.Added]);
        Assert.Equal(["google/gemini-1.0-flash"], [.. report.Removed]);
        Assert.Equal(["google/gemini-2.5-pro: 1.25/9, 1048576 in, 65536 out → 1.25/10, 1048576 in, 65536 out"], [.. report.Changed]);
    }

    [Fact]
    public void A_source_of_another_shape_is_named_not_crashed_on()
    {
        var file = Path.Combine(folder, "odd.json");
        File.WriteAllText(file, """{ "deepseek": { "name": "DeepSeek", "models": { "x": { "id": "x" } } } }""");

        var fault = Assert.Throws<InvalidDataException>(() => CatalogImport.Run(Options() with { ModelsDev = file }));

        Assert.StartsWith("a source does not have the expected format: ", fault.Message, StringComparison.Ordinal);
    }

    [SharedSourcesFact]
    public void The_shipped_catalog_is_what_the_sources_come_to()
    {
        CatalogImport.Run(new ImportOptions(
            Repository.Shared("catalog/models.dev.resolved.json")!,
            Repository.Shared("catalog/genai-prices.json")!,
            Repository.Shared("catalog/models.dev.benchmarks.json")!,
            Repository.Shared("data/evaluate/aider-leaderboards.json.gz"),
            folder,
            null,
            new DateOnly(2026, 7, 2),
            new DateOnly(2026, 8, 21)));

        var shipped = Path.Combine(Repository.Root, "policies", "catalog");
        Assert.All(
            Directory.GetFiles(folder),
            file => Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(shipped, Path.GetFileName(file)))));
    }

    private static (double?, double?, double?) Rates(PriceSchedule prices, string at) =>
        prices.RatesAt(Moment(at)) is { } rates ? (rates.Input, rates.CachedInput, rates.Output) : default;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private ImportReport Import() => CatalogImport.Run(Options());

    private ModelCatalog CatalogAfterImport()
    {
        Import();
        return Catalog();
    }

    private ModelCatalog Catalog()
    {
        var loaded = PolicyLoader.Load(PolicyDirectory.Read(folder));
        Assert.Empty(loaded.Diagnostics);
        return loaded.Catalog;
    }

    private string[] Files() =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => $"{file}\n{File.ReadAllText(file)}")];

    private ImportOptions Options()
    {
        var excerpts = Path.Combine(Repository.Root, "tests", "testdata", "import");
        return new ImportOptions(
            Path.Combine(excerpts, "models.dev.json"),
            Path.Combine(excerpts, "genai-prices.json"),
            Path.Combine(excerpts, "benchmarks.json"),
            Path.Combine(excerpts, "aider.json"),
            folder,
            null,
            new DateOnly(2026, 7, 2),
            new DateOnly(2026, 8, 21));
    }

    /// <summary>Skips with a printed reason without the complete sources.</summary>
    private sealed class SharedSourcesFactAttribute : FactAttribute
    {
        public SharedSourcesFactAttribute() =>
            Skip = Repository.Shared("catalog/models.dev.resolved.json") is null ? "no ../shared/catalog beside the repository" : null;
    }
}
