using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Verification.Timelines;

namespace RulesRouter.Verification.Comparing;

/// <summary>
/// Compares two catalogs from a time on: prices, limits, speed, capabilities, aliases and compliance facts of every endpoint, with the
/// times at which a difference applies.
/// </summary>
internal static class CatalogComparison
{
    public static ImmutableArray<CatalogChange> Compare(ModelCatalog before, ModelCatalog after, DateTimeOffset at) =>
    [
        .. before.Endpoints.Concat(after.Endpoints).Select(endpoint => (string)endpoint.Id).Distinct().Order(StringComparer.Ordinal)
            .SelectMany(id => Compare(id, before.FindEndpoint(id), after.FindEndpoint(id), at, (before, after))
                .Concat(AliasComparison.Compare(id, before, after, DateOnly.FromDateTime(at.UtcDateTime)))),
    ];

    private static IEnumerable<CatalogChange> Compare(
        string id,
        Endpoint? before,
        Endpoint? after,
        DateTimeOffset at,
        (ModelCatalog Before, ModelCatalog After) catalogs)
    {
        if (before is null || after is null)
        {
            return [new CatalogChange(id, "endpoint", before is null ? null : "listed", after is null ? null : "listed", null)];
        }

        var changes = EndpointChanges.Of(before, catalogs.Before).Concat(EndpointChanges.Of(after, catalogs.After));
        var intervals = Timeline.Split(new TimeInterval(at, null), changes);
        return intervals.SelectMany(interval => Compare(id, before, after, interval))
            .GroupBy(found => found.Change)
            .Select(found => found.Count() == intervals.Length
                ? found.Key
                : found.Key with { Intervals = Timeline.Merge(found.Select(one => one.Interval)) });
    }

    private static IEnumerable<(CatalogChange Change, TimeInterval Interval)> Compare(
        string id,
        Endpoint before,
        Endpoint after,
        TimeInterval interval) =>
        Facts(before, interval.From).Zip(Facts(after, interval.From), (old, now) => (old, now))
            .Where(pair => pair.old.Text != pair.now.Text)
            .Select(pair => (
                new CatalogChange(id, pair.old.Name, pair.old.Text, pair.now.Text, Share(pair.old.Number, pair.now.Number)),
                interval));

    private static double? Share(double? before, double? after) => before > 0 && after > 0 ? after / before : null;

    /// <summary>The same facts in the same order for every endpoint.</summary>
    private static IEnumerable<(string Name, string? Text, double? Number)> Facts(Endpoint endpoint, DateTimeOffset at)
    {
        var rates = endpoint.Prices?.RatesAt(at);
        yield return ("model", endpoint.Model.Id, null);
        yield return Number("price.input", rates?.Input);
        yield return Number("price.cachedInput", rates?.CachedInput);
        yield return Number("price.cacheWrite", rates?.CacheWrite);
        yield return Number("price.output", rates?.Output);
        yield return Number("price.reasoning", rates?.Reasoning);
        yield return Number("price.perRequest", rates?.PerRequest);
        yield return ("price.tiers", rates is null || rates.Tiers.IsEmpty ? null : string.Join("; ", rates.Tiers.Select(Describe)), null);
        yield return (
            "price.hours",
            endpoint.Prices is { } prices && prices.Periods.Any(period => !period.Windows.IsDefaultOrEmpty)
                ? string.Join("; ", prices.Periods.Select(Describe))
                : null,
            null);
        yield return Number("contextTokens", endpoint.ContextTokens);
        yield return Number("maxOutputTokens", endpoint.MaxOutputTokens);
        yield return ("released", endpoint.ReleasedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null);
        yield return ("retires", endpoint.RetiresOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null);
        yield return ("capabilities", Capabilities(endpoint.Capabilities), null);
        yield return ("failureDomain", endpoint.FailureDomain, null);
        foreach (var definition in ConstraintTable.All.Where(definition => definition.IsCompliance && definition.RestsOnEvidence))
        {
            var stated = definition.Possible(endpoint)!.Single();
            yield return Evidenced(
                definition.Key,
                definition.EvidenceOf(endpoint),
                stated.Number is { } number ? Text(number) : stated.ToString(),
                stated.Number);
        }

        yield return Evidenced("ttftP50Ms", endpoint.Latency?.TtftP50Ms);
        yield return Evidenced("ttftP99Ms", endpoint.Latency?.TtftP99Ms);
        yield return Evidenced("tokensPerSecondP50", endpoint.Latency?.TokensPerSecondP50);
        yield return Evidenced("tokensPerSecondP1", endpoint.Latency?.TokensPerSecondP1);
    }

    private static (string, string?, double?) Number(string name, double? value) =>
        (name, value is { } number ? Text(number) : null, value);

    private static (string, string?, double?) Evidenced(string name, Evidenced<double>? fact) =>
        Evidenced(name, fact?.Evidence, fact is null ? "" : Text(fact.Value), fact?.Value);

    private static (string, string?, double?) Evidenced(string name, Evidence? evidence, string text, double? number) =>
        (
            name,
            evidence is null
                ? null
                : $"{text}{(evidence.IsSample ? " (sample)" : "")}{(evidence.Expires is { } end ? $" until {end:yyyy-MM-dd}" : "")}",
            number);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Describe(PriceTier tier) =>
        string.Create(CultureInfo.InvariantCulture, $"above {tier.AboveInputTokens} tokens {tier.Rates.Input} in, {tier.Rates.Output} out");

    private static string Describe(PricePeriod period) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(period.Windows.IsDefaultOrEmpty ? "any hour" : string.Join(", ", period.Windows.Select(window => $"{window.From:HH\\:mm}-{window.Until:HH\\:mm} {window.Zone.Id}")))}: {period.Rates.Input} in, {period.Rates.Output} out");

    private static string Capabilities(Capabilities capabilities) => string.Join(
        ", ",
        new[]
        {
            Capability("tools", capabilities.Tools), Capability("vision", capabilities.Vision),
            Capability("structured-output", capabilities.StructuredOutput), Capability("reasoning", capabilities.Reasoning),
            Capability("audio", capabilities.Audio), Capability("files", capabilities.Files),
            Capability("audio-output", capabilities.AudioOutput),
        }.Where(
            text => text.Length > 0));

    private static string Capability(string name, bool? has) => has switch { true => name, false => $"no {name}", _ => "" };
}
