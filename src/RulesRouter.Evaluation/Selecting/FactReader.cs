using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>For each constraint of the table, where its fact stands.</summary>
internal static class FactReader
{
    private static readonly FrozenDictionary<string, Func<Candidate, Consideration, FactReading>> Readers =
        new Dictionary<ConstraintDefinition, Func<Candidate, Consideration, FactReading>>
        {
            [Constraints.DataRetentionDays] = (it, on) => new(Number: on.Known(it.Endpoint.Compliance.DataRetentionDays)),
            [Constraints.TrainsOnData] = (it, on) => new(Flag: on.Known(it.Endpoint.Compliance.TrainsOnData)),
            [Constraints.ZeroDataRetention] = (it, on) => new(Flag: on.Known(it.Endpoint.Compliance.ZeroDataRetention)),
            [Constraints.Certifications] = (it, on) => new(Names: on.KnownText(it.Endpoint.Compliance.Certifications)),
            [Constraints.ProcessingRegions] = (it, on) => new(Names: on.KnownText(it.Endpoint.Compliance.ProcessingRegions)),
            [Constraints.StorageRegions] = (it, on) => new(Names: on.KnownText(it.Endpoint.Compliance.StorageRegions)),
            [Constraints.AllowedRegions] = (it, _) => Name(it.Endpoint.Region),
            [Constraints.AllowedProviders] = (it, _) => Name(it.Endpoint.Provider.Id),
            [Constraints.ForbiddenProviders] = (it, _) => Name(it.Endpoint.Provider.Id),
            [Constraints.SampleEvidence] = (it, on) => new(Flag: it.Endpoint.Compliance.Evidence().Any(fact => fact.Evidence.IsSample && !fact.Evidence.HasExpired(on.Today))),
            [Constraints.AllowedEndpoints] = (it, _) => Name(it.Endpoint.Id),
            [Constraints.ForbiddenEndpoints] = (it, _) => Name(it.Endpoint.Id),
            [Constraints.AllowedModels] = (it, _) => Name(it.Endpoint.Model.Id),
            [Constraints.ForbiddenModels] = (it, on) => Name(it.Endpoint.Model.Id).With(on.View.Aliases.Of(it.Endpoint.Model.Id)?.Target.Id),
            [Constraints.ServiceTiers] = (it, _) => Name(it.Endpoint.ServiceTier ?? "standard"),
            [Constraints.Capabilities] = (it, _) => new(Names: it.Endpoint.Capabilities.Names()),
            [Constraints.ContextTokens] = (it, _) => new(Number: it.Endpoint.ContextTokens),
            [Constraints.OutputTokens] = (it, _) => new(Number: it.Endpoint.MaxOutputTokens),
            [Constraints.Quality] = (it, _) => new(Number: it.Estimate.Quality),
            [Constraints.TokensPerSecond] = (it, on) => new(Number: on.Known(it.Endpoint.Latency?.TokensPerSecondP50)),
            [Constraints.TtftP99Ms] = (it, _) => new(Number: it.Estimate.TtftP99Ms),
            [Constraints.LatencyP99Ms] = (it, _) => new(Number: it.Estimate.LatencyP99Ms),
            [Constraints.InputPrice] = (it, on) => new(Number: it.Rates?.ForInput(on.InputTokens).Input),
            [Constraints.OutputPrice] = (it, on) => new(Number: it.Rates?.ForInput(on.InputTokens).Output),
            [Constraints.MaxCostUsd] = (it, _) => new(Number: it.Estimate.WorstCaseUsd),
        }.ToFrozenDictionary(pair => pair.Key.Name, pair => pair.Value);

    public static FactReading Read(ConstraintDefinition definition, Candidate candidate, Consideration consideration) =>
        Readers[definition.Name](candidate, consideration);

    private static FactReading Name(string? name) => name is null ? default : new(Names: ImmutableSortedSet.Create(StringComparer.Ordinal, name));
}
