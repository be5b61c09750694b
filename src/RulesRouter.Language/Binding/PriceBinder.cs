using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Binding;

/// <summary>A <c>prices:</c> block → <see cref="PriceSchedule"/>.</summary>
internal sealed class PriceBinder(CatalogFields fields, bool isFree)
{
    /// <param name="prices">The general prices.</param>
    /// <param name="live">The live price of a feed: it overrides the general prices until it expires.</param>
    public PriceSchedule? Bind(YamlMapping? prices, YamlMapping? live)
    {
        var general = prices is null ? [] : prices.Items("periods").OfType<YamlMapping>().Select(Period);
        return (prices, live is null ? null : Live(live)) switch
        {
            (null, null) => null,
            (null, { } feed) => new PriceSchedule([feed], null, live!.String("source") ?? ""),
            (_, null) => new PriceSchedule([.. general], fields.Date(prices["asOf"]), prices.String("source") ?? ""),
            (_, { } feed) => new PriceSchedule([.. general, feed], fields.Date(prices["asOf"]), prices.String("source") ?? ""),
        };
    }

    /// <summary>Null if it has no expiry: a live price without an expiry is not used.</summary>
    private PricePeriod? Live(YamlMapping live)
    {
        if (live["expires"] is not YamlScalar scalar)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(scalar.Text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var expires))
        {
            return Period(live) with { Expires = expires };
        }

        fields.Diagnostics.Add(
            CatalogDiagnostics.BadDate,
            scalar.Span,
            $"`{scalar.Text}` is not a timestamp",
            "write it in UTC, such as 2026-09-01T12:00:00Z");
        return null;
    }

    private PricePeriod Period(YamlMapping period) => new(
        fields.Time(period["from"]),
        fields.Time(period["until"]),
        [.. period.Items("windows").OfType<YamlMapping>().Select(Window).OfType<PriceWindow>()],
        Rates(period) with
        {
            PerRequest = period.Number("perRequest"),
            Tiers =
            [
                .. period
                .Items("tiers")
                .OfType<YamlMapping>()
                .Select(tier => new PriceTier(tier.Integer("aboveInputTokens") ?? 0, Rates(tier)))
                .OrderBy(tier => tier.AboveInputTokens),
            ],
        });

    private PriceRates Rates(YamlMapping node) => new()
    {
        Input = Price(node.Number("input")),
        CachedInput = node.Number("cachedInput"),
        CacheWrite = node.Number("cacheWrite"),
        Output = Price(node.Number("output")),
        Reasoning = node.Number("reasoning"),
    };

    /// <summary>A price of 0 is unknown unless the endpoint is declared free.</summary>
    private double? Price(double? price) => price == 0 && !isFree ? null : price;

    private PriceWindow? Window(YamlMapping window)
    {
        if (Time(window["from"]) is not { } from || Time(window["until"]) is not { } until || window["zone"] is not YamlScalar zone)
        {
            return null;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text, out var found))
        {
            fields.Diagnostics.Add(
                CatalogDiagnostics.BadZone,
                zone.Span,
                $"unknown time zone `{zone.Text}`",
                "write an IANA name such as Europe/Paris, or UTC");
            return null;
        }

        return new PriceWindow([.. window.Strings("days").Select(day => Enum.Parse<DayOfWeek>(day, ignoreCase: true))], from, until, found);
    }

    private TimeOnly? Time(YamlNode? node)
    {
        if (node is not YamlScalar scalar)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(scalar.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        fields.Diagnostics.Add(
            CatalogDiagnostics.BadDate,
            node.Span,
            $"`{scalar.Text}` is not a time of day",
            "write HH:MM, from 00:00 to 23:59");
        return null;
    }
}
