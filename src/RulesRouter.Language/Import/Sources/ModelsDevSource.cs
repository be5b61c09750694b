using System.Text.Json;

namespace RulesRouter.Language.Import.Sources;

/// <summary>Reads rows of models.dev.</summary>
internal static class ModelsDevSource
{
    private static readonly string[] OtherKinds = ["embed", "rerank", "whisper", "-tts", "transcribe", "moderation", "guard"];

    /// <summary>Null if the price is unknown: missing, or 0 for input or output, which is free only if declared so.</summary>
    public static ImportedPeriod? PricesOf(JsonElement row)
    {
        if (!row.TryGetProperty("cost", out var cost) || cost.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var rates = RatesOf(cost);
        if (rates.Input is null or 0 || rates.Output is null or 0)
        {
            return null;
        }

        var tiers = cost.TryGetProperty("tiers", out var list)
            ? list.EnumerateArray()
                .Select(tier => (Above: tier.GetProperty("tier").GetProperty("size").GetInt32(), Rates: RatesOf(tier)))
                .OrderBy(tier => tier.Above)
                .ToList()
            : [];
        return new ImportedPeriod(null, null, rates, tiers);
    }

    /// <summary>Why a row cannot be an endpoint for text, or null.</summary>
    public static string? ReasonAgainst(JsonElement row)
    {
        var modalities = row.GetProperty("modalities");
        if (!Texts(modalities, "input").Contains("text") || !Texts(modalities, "output").Contains("text"))
        {
            return "does not take text input and give text output";
        }

        var id = row.GetProperty("id").GetString()!;
        return OtherKinds.Any(kind => id.Contains(kind, StringComparison.OrdinalIgnoreCase))
            ? "is not a model for chat requests"
            : null;
    }

    public static IReadOnlyList<string> Texts(JsonElement element, string field) =>
        element.TryGetProperty(field, out var list)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!).Order(StringComparer.Ordinal)]
            : [];

    private static ImportedRates RatesOf(JsonElement cost) => new(
        Number(cost, "input"),
        Number(cost, "cache_read") ?? Number(cost, "cached_input"),
        Number(cost, "cache_write") ?? Number(cost, "cached_write"),
        Number(cost, "output"),
        Number(cost, "reasoning"),
        Number(cost, "request"));

    private static double? Number(JsonElement element, string field) =>
        element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
