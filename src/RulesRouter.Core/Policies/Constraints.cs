using System.Collections.Frozen;
using System.Collections.Immutable;
using static RulesRouter.Policies.ConstraintKind;

namespace RulesRouter.Policies;

/// <summary>The one table of constraints: what policies may demand of an endpoint.</summary>
public static class Constraints
{
    public static ConstraintDefinition DataRetentionDays { get; } = new("dataRetentionDays.max", "dataRetentionDays", "max", UpperBound, "days", true, "how long the provider keeps prompts and answers");

    public static ConstraintDefinition TrainsOnData { get; } = new("trainsOnData", "trainsOnData", "", Permission, "boolean", true, "`false`: the provider does not train on the data");

    public static ConstraintDefinition ZeroDataRetention { get; } = new("zeroDataRetention", "zeroDataRetention", "", Requirement, "boolean", true, "`true`: a zero-data-retention agreement covers the endpoint");

    public static ConstraintDefinition Certifications { get; } = new("certifications", "certifications", "", MustHaveAll, "names such as soc2", true, "certifications the provider holds");

    public static ConstraintDefinition ProcessingRegions { get; } = new("processingRegions.allow", "processingRegions", "allow", AllowedSet, "region names", true, "every region where data may be processed is among these");

    public static ConstraintDefinition StorageRegions { get; } = new("storageRegions.allow", "storageRegions", "allow", AllowedSet, "region names", true, "every region where data may be stored is among these");

    public static ConstraintDefinition AllowedRegions { get; } = new("regions.allow", "regions", "allow", AllowedSet, "region names", true, "the region of the endpoint itself");

    public static ConstraintDefinition AllowedProviders { get; } = new("providers.allow", "providers", "allow", AllowedSet, "provider ids, `*` allowed", true, "only these providers") { TakesPatterns = true };

    public static ConstraintDefinition ForbiddenProviders { get; } = new("providers.forbid", "providers", "forbid", ForbiddenSet, "provider ids, `*` allowed", true, "none of these providers") { TakesPatterns = true };

    public static ConstraintDefinition SampleEvidence { get; } = new("sampleEvidence", "sampleEvidence", "", Permission, "boolean", true, "`false`: compliance facts may not rest on sample evidence");

    public static ConstraintDefinition AllowedEndpoints { get; } = new("endpoints.allow", "endpoints", "allow", AllowedSet, "endpoint ids, `*` allowed", false, "only these endpoints") { TakesPatterns = true };

    public static ConstraintDefinition ForbiddenEndpoints { get; } = new("endpoints.forbid", "endpoints", "forbid", ForbiddenSet, "endpoint ids, `*` allowed", false, "none of these endpoints") { TakesPatterns = true };

    public static ConstraintDefinition AllowedModels { get; } = new("models.allow", "models", "allow", AllowedSet, "model ids, `*` allowed", false, "only these models") { TakesPatterns = true };

    public static ConstraintDefinition ForbiddenModels { get; } = new("models.forbid", "models", "forbid", ForbiddenSet, "model ids, `*` allowed", false, "none of these models") { TakesPatterns = true };

    public static ConstraintDefinition ServiceTiers { get; } = new("serviceTiers.allow", "serviceTiers", "allow", AllowedSet, "service tier names; `standard` where an endpoint names none", false, "only these service tiers");

    public static ConstraintDefinition Capabilities { get; } = new("capabilities", "capabilities", "", MustHaveAll, "tools, vision, structured-output, reasoning", false, "what the endpoint can do");

    public static ConstraintDefinition ContextTokens { get; } = new("contextTokens.min", "contextTokens", "min", LowerBound, "tokens", false, "size of the context window");

    public static ConstraintDefinition OutputTokens { get; } = new("outputTokens.min", "outputTokens", "min", LowerBound, "tokens", false, "the longest answer the endpoint gives");

    public static ConstraintDefinition Quality { get; } = new("quality.min", "quality", "min", LowerBound, "mean score in 0..1", false, "mean of the catalog's quality figures for the request's task");

    public static ConstraintDefinition TokensPerSecond { get; } = new("tokensPerSecond.min", "tokensPerSecond", "min", LowerBound, "tokens per second", false, "median speed of the answer");

    public static ConstraintDefinition TtftP99Ms { get; } = new("ttftP99Ms.max", "ttftP99Ms", "max", UpperBound, "milliseconds", false, "time to first token at p99");

    public static ConstraintDefinition LatencyP99Ms { get; } = new("latencyP99Ms.max", "latencyP99Ms", "max", UpperBound, "milliseconds", false, "time of the whole answer at its expected length, at p99");

    public static ConstraintDefinition InputPrice { get; } = new("price.inputPerMTok.max", "price.inputPerMTok", "max", UpperBound, "US dollars per million tokens", false, "price of input in force at the moment of the decision");

    public static ConstraintDefinition OutputPrice { get; } = new("price.outputPerMTok.max", "price.outputPerMTok", "max", UpperBound, "US dollars per million tokens", false, "price of output in force at the moment of the decision");

    public static ConstraintDefinition MaxCostUsd { get; } = new("maxCostUsd", "maxCostUsd", "", UpperBound, "US dollars", false, "worst-case cost of the hops up to and including this one");

    public static ImmutableArray<ConstraintDefinition> All { get; } = Numbered(
    [
        DataRetentionDays, TrainsOnData, ZeroDataRetention, Certifications, ProcessingRegions, StorageRegions, AllowedRegions,
        AllowedProviders, ForbiddenProviders, SampleEvidence, AllowedEndpoints, ForbiddenEndpoints, AllowedModels, ForbiddenModels,
        ServiceTiers, Capabilities, ContextTokens, OutputTokens, Quality, TokensPerSecond, TtftP99Ms, LatencyP99Ms, InputPrice,
        OutputPrice, MaxCostUsd,
    ]);

    private static readonly FrozenDictionary<string, ConstraintDefinition> ByName = All.ToFrozenDictionary(row => row.Name);

    public static bool TryFind(string name, out ConstraintDefinition? definition) => ByName.TryGetValue(name, out definition);

    private static ImmutableArray<ConstraintDefinition> Numbered(ImmutableArray<ConstraintDefinition> rows)
    {
        for (var place = 0; place < rows.Length; place++)
        {
            rows[place].Place = place;
        }

        return rows;
    }
}
