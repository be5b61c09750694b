using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Properties;

/// <summary>The facts of a hop that properties may read: catalog facts of its endpoint at the time of the decision, and estimates of the call.</summary>
public static class HopFacts
{
    public const string InputPrice = "price.inputPerMTok";
    public const string OutputPrice = "price.outputPerMTok";
    public const string LatencyP99Ms = "latencyP99Ms";
    public const string WorstCaseUsd = "worstCaseUsd";
    public const string Quality = "quality";

    /// <summary>Facts that depend only on the endpoint and the time.</summary>
    public static ImmutableArray<FactDefinition> OfEndpoint { get; } =
    [
        Fact("endpoint", FactType.String, "endpoint id"),
        Fact("model", FactType.String, "model id"),
        Fact("provider", FactType.String, "provider id"),
        Fact("region", FactType.String, "region of the endpoint"),
        Fact("serviceTier", FactType.String, "service tier; `standard` by default"),
        Fact("failureDomain", FactType.String, "failure domain"),
        Fact("dataRetentionDays", FactType.Number, "days the provider retains prompts and outputs"),
        Fact("trainsOnData", FactType.Boolean, "the provider trains on the data"),
        Fact("zeroDataRetention", FactType.Boolean, "a zero-data-retention agreement covers the endpoint"),
        Fact("certifications", FactType.Set, "certifications the provider holds"),
        Fact("processingRegions", FactType.Set, "regions where data may be processed"),
        Fact("storageRegions", FactType.Set, "regions where data may be stored"),
        Fact("capabilities", FactType.Set, "among tools, vision, structured-output, reasoning"),
        Fact("contextTokens", FactType.Number, "size of the context window in tokens"),
        Fact("answerTokens", FactType.Number, "maximum output in tokens"),
        Fact("ttftP99Ms", FactType.Number, "milliseconds to the first token at p99"),
    ];

    /// <summary>Facts that depend on the request too.</summary>
    public static ImmutableArray<FactDefinition> OfCall { get; } =
    [
        Fact(InputPrice, FactType.Number, "US dollars per million input tokens at the time of the decision"),
        Fact(OutputPrice, FactType.Number, "US dollars per million output tokens at the time of the decision"),
        Fact("latencyP50Ms", FactType.Number, "expected milliseconds until the output is complete"),
        Fact(LatencyP99Ms, FactType.Number, "milliseconds until the output is complete, at p99"),
        Fact("tokenCostUsd", FactType.Number, "expected US dollars of the call"),
        Fact(WorstCaseUsd, FactType.Number, "US dollars of the call in the worst case: longest output, no cache discount"),
        Fact(Quality, FactType.Number, "mean of the catalog's quality scores for the task, 0 to 1"),
        Fact("successProbability", FactType.Number, "probability that the output is correct"),
    ];

    /// <summary>The prices of an endpoint by maximum input tokens, ascending; the last maximum is infinite.</summary>
    public static IEnumerable<(double UpToInputTokens, ImmutableArray<(string Name, FactValue Value)> Prices)> PricesOf(Endpoint endpoint, DateTimeOffset at)
    {
        var rates = endpoint.Prices?.RatesAt(at);
        double[] ends = [.. rates?.Tiers.Select(tier => (double)tier.AboveInputTokens) ?? [], double.PositiveInfinity];
        return ends.Select(end => (end, Prices(rates?.ForInput(end))));

        static ImmutableArray<(string, FactValue)> Prices(PriceRates? rates) => [(InputPrice, FactValue.Of(rates?.Input)), (OutputPrice, FactValue.Of(rates?.Output))];
    }

    /// <param name="inputTokens">Input tokens of the request; prices may have tiers.</param>
    public static IEnumerable<(string Name, FactValue Value)> Of(Hop hop, DateTimeOffset at, bool allowSample, double inputTokens)
    {
        var rates = hop.Endpoint.Prices?.RatesAt(at)?.ForInput(inputTokens);
        return
        [
            .. Of(hop.Endpoint, at, allowSample),
            (InputPrice, FactValue.Of(rates?.Input)),
            (OutputPrice, FactValue.Of(rates?.Output)),
            ("latencyP50Ms", FactValue.Of(hop.Estimate.LatencyP50Ms)),
            (LatencyP99Ms, FactValue.Of(hop.Estimate.LatencyP99Ms)),
            ("tokenCostUsd", FactValue.Of(hop.Estimate.TokenCostUsd)),
            (WorstCaseUsd, FactValue.Of(hop.Estimate.WorstCaseUsd)),
            (Quality, FactValue.Of(hop.Estimate.Quality)),
            ("successProbability", FactValue.Of(hop.Estimate.SuccessProbability)),
        ];
    }

    public static IEnumerable<(string Name, FactValue Value)> Of(Endpoint endpoint, DateTimeOffset at, bool allowSample)
    {
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        var facts = endpoint.Compliance;
        return
        [
            ("endpoint", FactValue.Of(endpoint.Id)),
            ("model", FactValue.Of(endpoint.Model.Id)),
            ("provider", FactValue.Of(endpoint.Provider.Id)),
            ("region", FactValue.Of(endpoint.Region)),
            ("serviceTier", FactValue.Of(endpoint.ServiceTier ?? "standard")),
            ("failureDomain", FactValue.Of(endpoint.FailureDomain)),
            ("dataRetentionDays", FactValue.Of(Known(facts.DataRetentionDays))),
            ("trainsOnData", FactValue.Of(Known(facts.TrainsOnData))),
            ("zeroDataRetention", FactValue.Of(Known(facts.ZeroDataRetention))),
            ("certifications", FactValue.Of(KnownNames(facts.Certifications))),
            ("processingRegions", FactValue.Of(KnownNames(facts.ProcessingRegions))),
            ("storageRegions", FactValue.Of(KnownNames(facts.StorageRegions))),
            ("capabilities", FactValue.Of(Capable(endpoint.Capabilities))),
            ("contextTokens", FactValue.Of((double?)endpoint.ContextTokens)),
            ("answerTokens", FactValue.Of((double?)endpoint.MaxOutputTokens)),
            ("ttftP99Ms", FactValue.Of(Known(endpoint.Latency?.TtftP99Ms))),
        ];

        T? Known<T>(Evidenced<T>? fact)
            where T : struct => fact is not null && fact.TryKnown(today, allowSample, out var value) ? value : null;

        ImmutableSortedSet<string>? KnownNames(Evidenced<ImmutableSortedSet<string>>? fact) => fact is not null && fact.TryKnown(today, allowSample, out var value) ? value : null;
    }

    private static ImmutableSortedSet<string> Capable(Capabilities capabilities)
    {
        (string Name, bool? Has)[] all =
            [("tools", capabilities.Tools), ("vision", capabilities.Vision), ("structured-output", capabilities.StructuredOutput), ("reasoning", capabilities.Reasoning)];
        return [.. all.Where(capability => capability.Has == true).Select(capability => capability.Name)];
    }

    private static FactDefinition Fact(string name, FactType type, string description) => new(name, type, [], Provenance.Service, description) { IsAttribute = true };
}
