using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Language.Import.Identity;
using RulesRouter.Language.Import.Sources;
using RulesRouter.Names;

namespace RulesRouter.Language.Import;

/// <summary>
/// Imports facts from models.dev and genai-prices into catalog files. Limits and capabilities come from models.dev; prices
/// too, except for models whose price depends on the day or the hour according to genai-prices.
/// </summary>
internal sealed class CatalogImport
{
    /// <summary>The imported providers: those that serve models themselves at published prices.</summary>
    public static ImmutableArray<string> Providers { get; } =
    [
        "alibaba", "amazon-bedrock", "anthropic", "azure", "cerebras", "cohere", "deepinfra", "deepseek", "fireworks-ai", "google", "groq",
        "minimax", "mistral", "moonshotai", "nebius", "openai", "perplexity", "togetherai", "xai", "zai",
    ];

    private static readonly string[] Attribution =
    [
        "Facts and figures from models.dev (MIT, © opencode) and genai-prices (MIT, © Pydantic Services Inc.), imported by",
        "`rulesrouter catalog import`. Do not edit: the next import overwrites this file. Add a file of your own instead.",
    ];

    /// <summary>Lines before the entries of a file.</summary>
    private const int MaxHeader = 12;

    private readonly ImportOptions options;
    private readonly SortedDictionary<string, List<string>> endpoints = new(StringComparer.Ordinal);
    private readonly List<ModelRow> rows = [];
    private readonly SortedDictionary<string, List<string>> providers = new(StringComparer.Ordinal);
    private readonly SortedSet<string> unusable = new(StringComparer.Ordinal);
    private readonly SortedSet<string> doubts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> disagreements = new(StringComparer.Ordinal);

    private CatalogImport(ImportOptions options) => this.options = options;

    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="JsonException">A source is not JSON.</exception>
    /// <exception cref="InvalidDataException">A source does not have the expected format.</exception>
    public static ImportReport Run(ImportOptions options)
    {
        try
        {
            return new CatalogImport(options).Run();
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"a source does not have the expected format: {exception.Message}", exception);
        }
    }

    private ImportReport Run()
    {
        var modelsDev = JsonSource.Open(options.ModelsDev);
        var prices = new GenaiPricesSource(JsonSource.Open(options.GenaiPrices));
        var benchmarks = new BenchmarkSource(
            JsonSource.Open(options.Benchmarks),
            options.Aider is { } aider ? new AiderSource(JsonSource.Open(aider)) : null);
        foreach (var provider in Providers.Where(id => modelsDev.TryGetProperty(id, out _)))
        {
            Import(provider, modelsDev.GetProperty(provider));
        }

        var models = new ImportedModels(modelsDev, rows);
        foreach (var row in rows)
        {
            endpoints[row.Endpoint] = [.. Fields(row, models.Of(row), prices)];
        }

        foreach (var provider in providers.Keys.Where(id => !EndpointsOf(id).Any()).ToList())
        {
            providers.Remove(provider);
            unusable.Add($"provider {provider}: none of its rows is an endpoint");
        }

        var figures = benchmarks.FiguresOf(models);
        unusable.UnionWith(benchmarks.LeftOut);
        doubts.UnionWith(models.Doubts);
        return Write(models, figures);
    }

    private void Import(string id, JsonElement provider)
    {
        providers[id] = [$"name: {CatalogYaml.Quote(provider.GetProperty("name").GetString()!)}"];
        if (ProviderApis.LineOf(provider) is { } api)
        {
            providers[id].Add(api);
        }

        foreach (var row in provider.GetProperty("models").EnumerateObject())
        {
            var endpoint = $"{id}/{row.Name}";
            if (row.Name.Contains('#'))
            {
                unusable.Add($"{endpoint}: its id contains `#`");
            }
            else if (ModelsDevSource.ReasonAgainst(row.Value) is { } reason)
            {
                unusable.Add($"{endpoint}: {reason}");
            }
            else
            {
                rows.Add(ModelRow.Of(id, row.Name, row.Value));
            }
        }
    }

    private IEnumerable<string> Fields(ModelRow served, ImportedModel model, GenaiPricesSource prices)
    {
        var (provider, endpoint, rowId, row) = (served.Provider, served.Endpoint, served.Id, served.Row);
        yield return $"model: {CatalogYaml.Quote(model.Id)}";
        if (rowId != model.Id)
        {
            yield return $"wireModel: {CatalogYaml.Quote(rowId)}";
        }

        if (served.Spelling.Region is { } region)
        {
            yield return $"region: {region}";
        }

        if (EndpointNames.ApiOf(rowId) is var api and not EndpointApi.Chat)
        {
            yield return $"api: {EnumNames<EndpointApi>.NameOf(api)}";
        }

        if (EndpointNames.IsRouter(rowId))
        {
            yield return "router: true";
        }

        foreach (var line in Limits(endpoint, row).Concat(CapabilityFields(row)))
        {
            yield return line;
        }

        if (row.TryGetProperty("release_date", out var released) && released.GetString() is { Length: 10 } day)
        {
            yield return $"released: {day}";
        }

        if (row.TryGetProperty("status", out var status) && status.GetString() == "deprecated")
        {
            yield return "isDeprecated: true";
        }

        foreach (var line in PriceFields(provider, endpoint, rowId, row, prices))
        {
            yield return line;
        }
    }

    private IEnumerable<string> ModelFields(ImportedModel model, IReadOnlyList<string> figures)
    {
        yield return $"name: {CatalogYaml.Quote(model.Name)}";
        if (model.Vendor is { } vendor)
        {
            yield return $"vendor: {vendor}";
        }

        if (model.Family is { } family)
        {
            yield return $"family: {CatalogYaml.Quote(family)}";
        }

        if (model.Released is { } day)
        {
            yield return $"released: {day:yyyy-MM-dd}";
        }

        if (model.ListPrice is var (input, output))
        {
            var rates = $"input: {ImportedRates.Number(input)}, output: {ImportedRates.Number(output)}";
            yield return $"listPrice: {{ {rates}, source: models.dev, asOf: {options.ModelsDevDate:yyyy-MM-dd} }}";
        }

        if (model.Target is var (target, since))
        {
            yield return $"aliasOf: [{{ model: {CatalogYaml.Quote(target.Id)}, since: {since:yyyy-MM-dd} }}]";
        }

        if (!model.Spellings.IsEmpty)
        {
            yield return $"spellings: [{string.Join(", ", model.Spellings.Select(CatalogYaml.Quote))}]";
        }

        if (figures.Count > 0)
        {
            yield return "quality:";
            foreach (var figure in figures)
            {
                yield return $"  - {figure}";
            }
        }
    }

    private IEnumerable<string> Limits(string endpoint, JsonElement row)
    {
        var limit = row.GetProperty("limit");
        var context = limit.TryGetProperty("context", out var window) ? window.GetInt32() : 0;
        var output = limit.TryGetProperty("output", out var longest) ? longest.GetInt32() : 0;
        if (output > context && context > 0)
        {
            doubts.Add($"{endpoint}: maxOutputTokens {output} exceeds contextTokens {context}; set to {context}");
            output = context;
        }

        if (context > 0)
        {
            yield return $"contextTokens: {context}";
        }

        if (output > 0)
        {
            yield return $"maxOutputTokens: {output}";
        }
    }

    private static IEnumerable<string> CapabilityFields(JsonElement row)
    {
        (string Name, string Field)[] flags =
        [
            ("tools", "tool_call"),
            ("structuredOutput", "structured_output"),
            ("reasoning", "reasoning"),
        ];
        foreach (var (name, field) in flags)
        {
            if (row.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                yield return $"{name}: {(value.GetBoolean() ? "true" : "false")}";
            }
        }

        yield return $"inputModalities: [{string.Join(", ", ModelsDevSource.Texts(row.GetProperty("modalities"), "input"))}]";
        yield return $"outputModalities: [{string.Join(", ", ModelsDevSource.Texts(row.GetProperty("modalities"), "output"))}]";
    }

    private IEnumerable<string> PriceFields(string provider, string endpoint, string rowId, JsonElement row, GenaiPricesSource prices)
    {
        if (EndpointNames.IsRouter(rowId))
        {
            doubts.Add($"{endpoint}: routes to other models, whose prices are billed; price unknown");
            return [];
        }

        var flat = ModelsDevSource.PricesOf(row);
        var dated = prices.PeriodsOf(provider, rowId);
        var varies = dated.Any(period => period.From is not null || period.Window is not null);
        var disagreement = Disagreement(flat, dated);
        if (disagreement is not null)
        {
            disagreements.Add($"{endpoint}: {disagreement}");
        }

        if (!varies && flat is null)
        {
            doubts.Add($"{endpoint}: price missing or 0; unknown unless declared free");
            return [];
        }

        var chosen = varies ? dated : [flat!];
        return
        [
            "prices:",
            $"  source: {(varies ? "genai-prices" : "models.dev")}",
            $"  asOf: {(varies ? options.GenaiPricesDate : options.ModelsDevDate):yyyy-MM-dd}",
            "  periods:",
            .. chosen.Select(period => $"    - {period}"),
            .. disagreement is null ? [] : new[] { "notes:", $"  - {CatalogYaml.Quote($"sources disagree: {disagreement}")}" },
        ];
    }

    private static string? Disagreement(ImportedPeriod? flat, IReadOnlyList<ImportedPeriod> dated)
    {
        if (flat is null
            || dated.Count == 0
            || dated.Any(period => period.Rates.Input == flat.Rates.Input && period.Rates.Output == flat.Rates.Output))
        {
            return null;
        }

        var other = string.Join(" or ", dated.Select(period => $"{Shown(period.Rates.Input)}/{Shown(period.Rates.Output)}"));
        return $"models.dev {Shown(flat.Rates.Input)}/{Shown(flat.Rates.Output)}, genai-prices {other} (input/output in USD per million tokens)";
    }

    private static string Shown(double? rate) => rate is { } known ? ImportedRates.Number(known) : "unknown";

    private IEnumerable<KeyValuePair<string, List<string>>> EndpointsOf(string provider) =>
        endpoints.Where(endpoint => endpoint.Key.StartsWith(provider + "/", StringComparison.Ordinal));

    private ImportReport Write(ImportedModels models, ILookup<string, string> figures)
    {
        var previous = PreviousCatalog.Load(options.Output);
        var before = PreviousCatalog.Endpoints(previous);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["providers.yaml"] = Render("providers", "Providers of models.", "providers", providers),
            ["models.yaml"] = Render(
                "models",
                "Models, each once, with published benchmark figures.",
                "models",
                models.All.Select(model => KeyValuePair.Create(model.Id, ModelFields(model, [.. figures[model.Key]]).ToList()))),
        };
        foreach (var provider in providers.Keys)
        {
            files[$"{provider}.yaml"] = Render(provider, $"Endpoints of {provider}.", "endpoints", EndpointsOf(provider));
        }

        Directory.CreateDirectory(options.Output);
        foreach (var name in files.Keys)
        {
            RejectForeign(Path.Combine(options.Output, name));
        }

        foreach (var (name, content) in files)
        {
            File.WriteAllText(Path.Combine(options.Output, name), content, new UTF8Encoding(false));
        }

        var current = PreviousCatalog.Load(options.Output);
        var after = PreviousCatalog.Endpoints(current);
        return new ImportReport(
            providers.Count,
            models.All.Count(),
            endpoints.Count,
            [.. after.Keys.Except(before.Keys).Order(StringComparer.Ordinal)],
            [
                .. after
                .Where(entry => before.TryGetValue(entry.Key, out var old) && old != entry.Value)
                .Select(entry => $"{entry.Key}: {before[entry.Key]} → {entry.Value}")
                .Order(StringComparer.Ordinal),
            ],
            [.. before.Keys.Except(after.Keys).Order(StringComparer.Ordinal)],
            [.. unusable],
            [.. doubts],
            [.. disagreements],
            [.. models.Merges()],
            [.. models.DoubtfulPairs()],
            [.. PatternChanges.Between(previous, current, options.Policies)]);
    }

    /// <summary>A file of the same name that no import wrote is a person's.</summary>
    private static void RejectForeign(string path)
    {
        if (File.Exists(path) && !File.ReadLines(path).Take(MaxHeader).Any(IsOfAnImport))
        {
            throw new InvalidDataException($"`{path}` was not written by an import; rename it, or import into another folder");
        }
    }

    /// <summary>Files of earlier versions have the comment alone.</summary>
    private static bool IsOfAnImport(string line) =>
        line == "  imported: true" || line.Contains("`rulesrouter catalog import`", StringComparison.Ordinal);

    private static string Render(string name, string description, string section, IEnumerable<KeyValuePair<string, List<string>>> entries)
    {
        var yaml = new CatalogYaml(name, description, section, Attribution);
        foreach (var (id, fields) in entries)
        {
            yaml.Add(id, fields);
        }

        return yaml.ToString();
    }
}
