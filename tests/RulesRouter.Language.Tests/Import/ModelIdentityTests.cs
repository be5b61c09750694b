using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Language.Import;

namespace RulesRouter.Language.Tests.Import;

/// <summary>What an import makes of rows that serve one model, and of rows that only look like it.</summary>
public sealed class ModelIdentityTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-").FullName;
    private readonly JsonObject sources = [];
    private readonly JsonObject benchmarks = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void One_model_of_several_providers_and_regions_is_one_entry()
    {
        Row("anthropic", "claude-opus-4-6", "Claude Opus 4.6", "2026-02-05", 5, 25);
        Row("amazon-bedrock", "anthropic.claude-opus-4-6-v1", "Claude Opus 4.6", "2026-02-06", 5, 25);
        Row("amazon-bedrock", "eu.anthropic.claude-opus-4-6-v1:0", "Claude Opus 4.6 (EU)", "2026-02-07", 5.5, 27.5);
        Row("azure", "Claude-Opus-4.6", "Claude Opus 4.6", "2026-03-01", 5, 25);

        var (report, catalog) = Import();

        var model = Assert.Single(catalog.Models);
        Assert.Equal(
            ("claude-opus-4-6", "anthropic", new DateOnly(2026, 2, 5), new ListPrice(5, 25, "models.dev", new DateOnly(2026, 7, 2))),
            (model.Id, model.Vendor, model.ReleasedOn, model.ListPrice));
        Assert.Equal(
            [
                "amazon-bedrock/anthropic.claude-opus-4-6-v1: anthropic.claude-opus-4-6-v1, ",
                "amazon-bedrock/eu.anthropic.claude-opus-4-6-v1:0: eu.anthropic.claude-opus-4-6-v1:0, eu",
                "anthropic/claude-opus-4-6: claude-opus-4-6, ",
                "azure/Claude-Opus-4.6: Claude-Opus-4.6, ",
            ],
            catalog.Endpoints.Select(endpoint => $"{endpoint.Id}: {endpoint.WireModel}, {endpoint.Region}"));
        Assert.Equal(
            [$"claude-opus-4-6: {string.Join(", ", catalog.Endpoints.Select(endpoint => endpoint.Id))}"],
            [.. report.Merges]);
    }

    [Theory]
    [InlineData("anthropic.claude-opus-4-6-v1")]
    [InlineData("eu.anthropic.claude-opus-4-6-v1")]
    [InlineData("*opus-4-6")]
    public void Pattern_over_models_matches_every_spelling(string pattern)
    {
        Row("anthropic", "claude-opus-4-6", "Claude Opus 4.6", "2026-02-05", 5, 25);
        Row("amazon-bedrock", "anthropic.claude-opus-4-6-v1", "Claude Opus 4.6", "2026-02-05", 5, 25);
        Row("amazon-bedrock", "eu.anthropic.claude-opus-4-6-v1", "Claude Opus 4.6", "2026-02-05", 5, 25);
        Row("openai", "gpt-5", "GPT-5", "2025-08-07", 1, 10);
        var names = new ConstraintValue.Names(ImmutableSortedSet.Create(StringComparer.Ordinal, pattern));

        var (_, catalog) = Import();

        Assert.Equal(
            [true, true, true, false],
            catalog.Endpoints.Select(
                endpoint => ConstraintReading.Of(endpoint.Model).Satisfies(ConstraintTable.Of<AllowedModels>(), names)));
        Assert.Equal(
            [false, false, false, true],
            catalog.Endpoints.Select(
                endpoint => ConstraintReading.Of(endpoint.Model).Satisfies(ConstraintTable.Of<ForbiddenModels>(), names)));
    }

    [Fact]
    public void Base_model_of_a_row_is_its_model_unless_date_or_variant_differ()
    {
        Row("moonshotai", "kimi-k2.7-code", "Kimi K2.7 Code", "2026-06-12", 1, 4);
        Row("moonshotai", "kimi-k2.7-code-highspeed", "Kimi K2.7 Code HighSpeed", "2026-06-12", 2, 8, "moonshotai/kimi-k2.7-code");
        Row(
            "amazon-bedrock",
            "au.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "Claude Sonnet 4.5 (AU)",
            "2025-09-29",
            3,
            15,
            "anthropic/claude-sonnet-4-5");
        Row("amazon-bedrock", "nvidia.nemotron-nano-3-30b", "Nemotron Nano 3", "2025-12-15", 1, 2, "nvidia/nemotron-3-nano-30b-a3b");

        var (_, catalog) = Import();

        Assert.Equal(
            ["claude-sonnet-4-5-20250929", "kimi-k2.7-code", "kimi-k2.7-code-highspeed", "nemotron-3-nano-30b-a3b"],
            catalog.Models.Select(model => model.Id));
    }

    [Fact]
    public void Undated_name_is_an_alias_of_the_snapshot_that_shares_name_and_price()
    {
        Row("anthropic", "claude-haiku-4-5", "Claude Haiku 4.5 (latest)", "2025-10-15", 1, 5);
        Row("anthropic", "claude-haiku-4-5-20251001", "Claude Haiku 4.5", "2025-10-15", 1, 5);
        Row("openai", "gpt-4o", "GPT-4o", "2024-05-13", 2.5, 10, updated: "2024-08-06");
        Row("openai", "gpt-4o-2024-05-13", "GPT-4o (2024-05-13)", "2024-05-13", 5, 15);
        Row("openai", "gpt-4o-2024-08-06", "GPT-4o (2024-08-06)", "2024-08-06", 2.5, 10);
        Row("openai", "gpt-4o-2024-11-20", "GPT-4o (2024-11-20)", "2024-11-20", 2.5, 10);
        Row("mistral", "mistral-large-latest", "Mistral Large (latest)", "2024-11-01", 0.5, 1.5, updated: "2025-12-02");
        Row("mistral", "mistral-large-2411", "Mistral Large 2.1", "2024-11-18", 2, 6);
        Row("mistral", "mistral-large-2512", "Mistral Large 3", "2025-12-02", 0.5, 1.5);
        Row("mistral", "ministral-3b-latest", "Ministral 3B (latest)", "2024-10-01", 0.04, 0.04);
        Row("deepinfra", "deepseek-ai/DeepSeek-R1", "DeepSeek-R1", "2025-01-20", 1, 2, isOpen: true, updated: "2025-06-01");
        Row("deepinfra", "deepseek-ai/DeepSeek-R1-0528", "DeepSeek-R1-0528", "2025-05-28", 1, 2, isOpen: true);

        var (report, catalog) = Import();

        Assert.Equal(
            [
                "claude-haiku-4-5 → claude-haiku-4-5-20251001 since 2025-10-15",
                "gpt-4o → gpt-4o-2024-08-06 since 2024-08-06",
                "mistral-large-latest → mistral-large-2512 since 2025-12-02",
            ],
            catalog.Models.SelectMany(
                model => model.AliasOf.Select(target => $"{model.Id} → {target.Model} since {target.Since:yyyy-MM-dd}")));
        Assert.Contains(
            "ministral-3b-latest: the sources have no snapshot that it refers to; kept as a model of its own",
            report.Doubts);
    }

    [Fact]
    public void Figure_about_an_undated_name_belongs_to_the_snapshot_of_its_day()
    {
        Row("openai", "gpt-4o", "GPT-4o", "2024-05-13", 2.5, 10, updated: "2024-08-06");
        Row("openai", "gpt-4o-2024-05-13", "GPT-4o (2024-05-13)", "2024-05-13", 5, 15);
        Row("openai", "gpt-4o-2024-08-06", "GPT-4o (2024-08-06)", "2024-08-06", 2.5, 10);
        Figure("openai/gpt-4o", "2024-06-01", 50);
        Figure("openai/gpt-4o", "2024-12-30", 60);
        Figure("openai/gpt-4o", null, 70);
        Figure("acme/unserved-1", "2026-01-01", 80);

        var (_, catalog) = Import();

        Assert.Equal(
            ["acme/unserved-1 0.8", "gpt-4o-2024-05-13 0.5", "gpt-4o-2024-08-06 0.7", "gpt-4o-2024-08-06 0.6"],
            catalog.Models.SelectMany(
                model => model.QualityFigures.Select(figure => FormattableString.Invariant($"{model.Id} {figure.Score}"))));
    }

    [Fact]
    public void Pairs_that_may_be_one_model_stay_separate_and_are_listed()
    {
        Row("togetherai", "google/gemma-4-31b-it", "Gemma 4 31B", "2026-04-02", 1, 2);
        Row("togetherai", "pearl-ai/gemma-4-31b-it", "Pearl Gemma 4 31B", "2026-04-07", 1, 2);
        Row("alibaba", "qwen3-vl-235b-a22b", "Qwen3-VL 235B", "2025-04-01", 1, 2);
        Row("nebius", "Qwen/Qwen3-VL-235B-A22B-Instruct", "Qwen3-VL-235B-A22B-Instruct", "2025-10-04", 1, 2);

        var (report, catalog) = Import();

        Assert.Equal(
            [
                "gemma-4-31b-it and pearl-ai/gemma-4-31b-it: the names differ in a folder that is no known vendor",
                "qwen3-vl-235b-a22b and qwen3-vl-235b-a22b-instruct: the names differ in a word that providers leave out",
            ],
            [.. report.DoubtfulPairs]);
        Assert.Equal(4, catalog.Models.Length);
    }

    [Fact]
    public void Patterns_whose_matches_change_are_listed_with_their_place()
    {
        Directory.CreateDirectory(Path.Combine(folder, "policies"));
        File.WriteAllText(Path.Combine(folder, "policies", "p.yaml"), """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              rules:
                - id: default
                  constrain: { models: { forbid: [claude-opus-4-7] } }
                  select: { objective: price }
            """);
        Directory.CreateDirectory(Path.Combine(folder, "catalog"));
        File.WriteAllText(Path.Combine(folder, "catalog", "old.yaml"), """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: old }
            spec:
              providers: { amazon-bedrock: {}, anthropic: {} }
              models: { anthropic.claude-opus-4-7: {}, claude-opus-4-7: {} }
              endpoints:
                amazon-bedrock/anthropic.claude-opus-4-7: { model: anthropic.claude-opus-4-7 }
                anthropic/claude-opus-4-7: { model: claude-opus-4-7 }
            """);
        Row("anthropic", "claude-opus-4-7", "Claude Opus 4.7", "2026-04-16", 5, 25);
        Row("amazon-bedrock", "anthropic.claude-opus-4-7", "Claude Opus 4.7", "2026-04-16", 5, 25);
        var before = PreviousCatalog.Load(Path.Combine(folder, "catalog"));

        var (_, after) = Import("imported");

        Assert.Equal(
            ["p.yaml:7:30: `claude-opus-4-7` over models matches now also amazon-bedrock/anthropic.claude-opus-4-7"],
            PatternChanges.Between(before, after, Path.Combine(folder, "policies"))
                .Select(line => line[(line.LastIndexOf(Path.DirectorySeparatorChar, line.IndexOf(':')) + 1)..]));
    }

    [Fact]
    public void Team_overrules_a_merge_and_the_next_import_leaves_its_file_alone()
    {
        Row("anthropic", "claude-opus-4-7", "Claude Opus 4.7", "2026-04-16", 5, 25);
        Row("amazon-bedrock", "anthropic.claude-opus-4-7", "Claude Opus 4.7", "2026-04-16", 5, 25);
        Import();
        const string ours = """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: ours }
            spec:
              models: { claude-opus-4-7-bedrock: {} }
              endpoints: { amazon-bedrock/anthropic.claude-opus-4-7: { model: claude-opus-4-7-bedrock } }
            """;
        File.WriteAllText(Path.Combine(folder, "catalog", "ours.yaml"), ours);

        var (report, catalog) = Import();

        Assert.Equal(
            ["claude-opus-4-7-bedrock", "claude-opus-4-7"],
            catalog.Endpoints.Select(endpoint => endpoint.Model.Id));
        Assert.Equal(ours, File.ReadAllText(Path.Combine(folder, "catalog", "ours.yaml")));
        Assert.Empty(report.Changed);
    }

    [Fact]
    public void File_that_no_import_wrote_is_not_overwritten()
    {
        Row("openai", "gpt-5", "GPT-5", "2025-08-07", 1, 10);
        Directory.CreateDirectory(Path.Combine(folder, "catalog"));
        var path = Path.Combine(folder, "catalog", "openai.yaml");
        File.WriteAllText(path, "apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: { name: ours }\nspec: {}\n");

        var error = Assert.Throws<InvalidDataException>(() => Import());

        Assert.Equal($"`{path}` was not written by an import; rename it, or import into another folder", error.Message);
        Assert.Contains("name: ours", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Order_of_rows_and_providers_makes_no_difference()
    {
        (string Provider, string Id, string Name)[] rows =
        [
            ("anthropic", "claude-opus-4-6", "Claude Opus 4.6"),
            ("amazon-bedrock", "us.anthropic.claude-opus-4-6-v1", "Claude Opus 4.6 (US)"),
            ("amazon-bedrock", "anthropic.claude-opus-4-6-v1", "Claude Opus 4.6"), ("azure", "claude-opus-4.6", "Opus 4.6"),
            ("togetherai", "meta-llama/Llama-3.1-8B-Instruct", "Llama 3.1 8B"), ("groq", "llama-3.1-8b-instant", "Llama 3.1 8B"),
            ("azure", "meta-llama-3.1-8b-instruct", "Llama-3.1-8B"),
        ];
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 8; seed++)
        {
            sources.Clear();
            foreach (var (provider, id, name) in new Random(seed).GetItems(rows, 40).Concat(rows))
            {
                Row(provider, id, name, "2026-01-01", 1, 2);
            }

            Import();
            written.Add(File.ReadAllText(Path.Combine(folder, "catalog", "models.yaml")));
        }

        Assert.Single(written);
    }

    private void Row(
        string provider,
        string id,
        string name,
        string released,
        double input,
        double output,
        string? baseModel = null,
        string? updated = null,
        bool isOpen = false)
    {
        sources[provider] ??= new JsonObject { ["id"] = provider, ["name"] = provider, ["models"] = new JsonObject() };
        var row = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["release_date"] = released,
            ["last_updated"] = updated ?? released,
            ["open_weights"] = isOpen,
            ["limit"] = new JsonObject { ["context"] = 1000, ["output"] = 100 },
            ["modalities"] = new JsonObject { ["input"] = new JsonArray("text"), ["output"] = new JsonArray("text") },
            ["cost"] = new JsonObject { ["input"] = input, ["output"] = output },
        };
        if (baseModel is not null)
        {
            row["base_model"] = baseModel;
        }

        sources[provider]!["models"]![id] = row;
    }

    private void Figure(string model, string? date, double percent)
    {
        benchmarks[model] ??= new JsonObject { ["name"] = model, ["benchmarks"] = new JsonArray() };
        benchmarks[model]!["benchmarks"]!.AsArray().Add(
            new JsonObject { ["name"] = "LiveCodeBench", ["score"] = percent, ["source"] = "s", ["date"] = date });
    }

    private (ImportReport Report, ModelCatalog Catalog) Import(string into = "catalog")
    {
        var report = CatalogImport.Run(
            new ImportOptions(
                Json("models.json", sources),
                Json("prices.json", new JsonArray()),
                Json("benchmarks.json", benchmarks),
                null,
                Path.Combine(folder, into),
                null,
                new DateOnly(2026, 7, 2),
                new DateOnly(2026, 8, 21)));
        var loaded = PolicyLoader.Load(PolicyDirectory.Read(Path.Combine(folder, into)));
        Assert.Empty(loaded.Diagnostics);
        return (report, loaded.Catalog);
    }

    private string Json(string name, JsonNode content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return path;
    }
}
