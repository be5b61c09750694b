using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RulesRouter.Language.Import.Sources;

/// <summary>Reads prices of genai-prices: the source for start dates and daily windows.</summary>
internal sealed class GenaiPricesSource(JsonElement root)
{
    /// <summary>Provider ids of genai-prices by those of models.dev, if they differ.</summary>
    private static readonly Dictionary<string, string> ProviderIds = new(StringComparer.Ordinal)
    {
        ["amazon-bedrock"] = "aws",
        ["fireworks-ai"] = "fireworks",
        ["togetherai"] = "together",
        ["xai"] = "x-ai",
    };

    /// <summary>The price periods of a model, general ones first; empty if the source does not have the model.</summary>
    public IReadOnlyList<ImportedPeriod> PeriodsOf(string provider, string modelId)
    {
        var wanted = ProviderIds.GetValueOrDefault(provider, provider);
        var found = root.EnumerateArray()
            .Where(entry => entry.GetProperty("id").GetString() == wanted)
            .SelectMany(entry => entry.GetProperty("models").EnumerateArray())
            .Where(model => Matches(model.GetProperty("match"), modelId))
            .Take(1)
            .ToList();
        return found.Count == 0 ? [] : Periods(found[0].GetProperty("prices"));
    }

    private static List<ImportedPeriod> Periods(JsonElement prices) => prices.ValueKind == JsonValueKind.Array
        ?
        [
            .. prices.EnumerateArray().Select(
                conditional => Period(
                    conditional.GetProperty("prices"),
                    conditional.TryGetProperty("constraint", out var constraint) ? constraint : null)),
        ]
        : [Period(prices, null)];

    private static ImportedPeriod Period(JsonElement prices, JsonElement? constraint)
    {
        var thresholds = prices.EnumerateObject()
            .Where(price => price.Value.ValueKind == JsonValueKind.Object)
            .SelectMany(price => price.Value.GetProperty("tiers").EnumerateArray().Select(tier => tier.GetProperty("start").GetInt32()))
            .Distinct().Order().ToList();
        return new ImportedPeriod(
            constraint is { } dated && dated.TryGetProperty("start_date", out var start)
                ? DateOnly.Parse(start.GetString()!, CultureInfo.InvariantCulture)
                : null,
            constraint is { } timed && timed.TryGetProperty("start_time", out var from)
                ? (Clock(from), Clock(timed.GetProperty("end_time")))
                : null,
            RatesAt(prices, 0),
            [.. thresholds.Select(threshold => (threshold, RatesAt(prices, threshold)))]);
    }

    private static ImportedRates RatesAt(JsonElement prices, int inputTokens) => new(
        Rate(prices, "input_mtok", inputTokens),
        Rate(prices, "cache_read_mtok", inputTokens),
        Rate(prices, "cache_write_mtok", inputTokens),
        Rate(prices, "output_mtok", inputTokens),
        Rate(prices, "output_reasoning_mtok", inputTokens),
        inputTokens == 0 ? Rate(prices, "requests_kcount", 0) / 1000 : null);

    private static double? Rate(JsonElement prices, string field, int inputTokens)
    {
        if (!prices.TryGetProperty(field, out var price))
        {
            return null;
        }

        if (price.ValueKind == JsonValueKind.Number)
        {
            return price.GetDouble();
        }

        var rate = price.GetProperty("base").GetDouble();
        foreach (var tier in price.GetProperty("tiers").EnumerateArray().Where(tier => tier.GetProperty("start").GetInt32() <= inputTokens))
        {
            rate = tier.GetProperty("price").GetDouble();
        }

        return rate;
    }

    /// <summary><c>00:30:00Z</c> → <c>00:30</c>.</summary>
    private static string Clock(JsonElement time) => time.GetString()![..5];

    private static bool Matches(JsonElement clause, string id) => clause.EnumerateObject().All(test => test.Name switch
    {
        "equals" => id == test.Value.GetString(),
        "starts_with" => id.StartsWith(test.Value.GetString()!, StringComparison.Ordinal),
        "ends_with" => id.EndsWith(test.Value.GetString()!, StringComparison.Ordinal),
        "contains" => id.Contains(test.Value.GetString()!, StringComparison.Ordinal),
        "regex" => Regex.IsMatch(id, test.Value.GetString()!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
        "or" => test.Value.EnumerateArray().Any(inner => Matches(inner, id)),
        "and" => test.Value.EnumerateArray().All(inner => Matches(inner, id)),
        _ => false,
    });
}
