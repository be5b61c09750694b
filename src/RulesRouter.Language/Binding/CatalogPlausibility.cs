using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Binding;

/// <summary>Reports facts of an endpoint that contradict each other (errors) or are outside the usual range (warnings).</summary>
internal static class CatalogPlausibility
{
    /// <summary>
    /// Usual prices in US dollars, for the names of rates: per million tokens, and per call. A price of 0 is not compared.
    /// </summary>
    private static readonly (string[] Rates, double Min, double Max, string Unit)[] Usual =
    [
        (["input", "output", "reasoning", "cacheWrite"], 0.001, 1000, "per million tokens"),
        (["cachedInput"], 0.0001, 1000, "per million tokens"),
        (["perRequest"], 0.000001, 10, "per call"),
    ];

    public static void Check(CatalogEntry entry, bool isFree, CatalogFields fields)
    {
        var prices = entry["prices"] as YamlMapping;
        if (isFree && string.IsNullOrWhiteSpace(prices?.String("source")))
        {
            fields.Diagnostics.Add(
                CatalogDiagnostics.FreeWithoutSource,
                entry["free"]!.Span,
                $"`{entry.Id}` is declared free without a source",
                "add `prices: { source: …, periods: [{ input: 0, output: 0 }] }`");
        }

        CheckLimits(entry, fields);
        foreach (var period in prices?.Items("periods").OfType<YamlMapping>() ?? [])
        {
            CheckPeriod(period, fields);
        }

        if (entry["livePrice"] is YamlMapping live)
        {
            CheckRates(live, fields);
        }
    }

    private static void CheckLimits(CatalogEntry entry, CatalogFields fields)
    {
        if (entry.String("region") is { } region
            && EndpointId.TryParse(entry.Id, out var id)
            && id.Region is { } named
            && named != region)
        {
            fields.Diagnostics.Add(
                CatalogDiagnostics.Impossible,
                entry["region"]!.Span,
                $"region `{region}` of `{entry.Id}` is not the region of its id, `{named}`",
                "remove one of the two");
        }

        if (entry.Integer("maxOutputTokens") is { } output && entry.Integer("contextTokens") is { } context && output > context)
        {
            fields.Diagnostics.Add(
                CatalogDiagnostics.Impossible,
                entry.OverrideOf("contextTokens") is { } lowered && entry.OverrideOf("maxOutputTokens") is null
                    ? lowered
                    : entry["maxOutputTokens"]!.Span,
                $"maxOutputTokens {output} of `{entry.Id}` exceeds contextTokens {context}",
                $"write at most {context}, or correct the context");
        }
    }

    private static void CheckPeriod(YamlMapping period, CatalogFields fields)
    {
        if (CatalogFields.TryReadTime(period["from"]) is { } from
            && CatalogFields.TryReadTime(period["until"]) is { } until
            && until <= from)
        {
            fields.Diagnostics.Add(
                CatalogDiagnostics.Impossible,
                period["until"]!.Span,
                $"price period never applies: until {((YamlScalar)period["until"]!).Text} is not after from {((YamlScalar)period["from"]!).Text}",
                "correct one of the two");
        }

        CheckRates(period, fields);
        var tiers = period.Items("tiers").OfType<YamlMapping>().ToList();
        foreach (var same in tiers
            .Where(tier => tier["aboveInputTokens"] is not null)
            .GroupBy(tier => tier.Integer("aboveInputTokens"))
            .Where(same => same.Count() > 1))
        {
            fields.Diagnostics.Add(
                CatalogDiagnostics.Impossible,
                same.Last()["aboveInputTokens"]!.Span,
                $"duplicate tier above {same.Key} input tokens (first at {same.First()["aboveInputTokens"]!.Span})",
                "keep one");
        }

        foreach (var tier in tiers)
        {
            CheckRates(tier, fields);
        }
    }

    private static void CheckRates(YamlMapping rates, CatalogFields fields)
    {
        foreach (var (names, min, max, unit) in Usual)
        {
            foreach (var name in names.Where(name => rates.Number(name) is { } price && price > 0 && (price < min || price > max)))
            {
                fields.Diagnostics.Add(
                    CatalogDiagnostics.Implausible,
                    rates[name]!.Span,
                    $"price {name} {Number(rates.Number(name)!.Value)} USD {unit} is outside the usual range {Number(min)} … {Number(max)}",
                    $"write the price in US dollars {unit}");
            }
        }

        var (input, output, cached) = (rates.Number("input"), rates.Number("output"), rates.Number("cachedInput"));
        if (cached > input)
        {
            fields.Diagnostics.Add(
                CatalogDiagnostics.Implausible,
                rates["cachedInput"]!.Span,
                $"cachedInput {Number(cached.Value)} is dearer than input {Number(input.Value)}",
                "correct one of the two");
        }

        if (input is null != output is null)
        {
            var (known, missing) = input is null ? ("output", "input") : ("input", "output");
            fields.Diagnostics.Add(
                CatalogDiagnostics.Implausible,
                rates[known]!.Span,
                $"price {known} without a price {missing}: the cost of every call is unknown",
                $"add `{missing}:`");
        }
    }

    private static string Number(double value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
