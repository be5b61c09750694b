using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>Reads the endpoint's fact for each constraint of the table.</summary>
internal static class FactReader
{
    private static readonly FrozenDictionary<string, Func<Candidate, Estimator, FactReading>> Readers =
        new Dictionary<ConstraintDefinition, Func<Candidate, Estimator, FactReading>>
        {
            [Constraints.DataRetentionDays] = (it, estimator) => new(Number: estimator.Known(it.Endpoint.Compliance.DataRetentionDays)),
            [Constraints.TrainsOnData] = (it, estimator) => new(Flag: estimator.Known(it.Endpoint.Compliance.TrainsOnData)),
            [Constraints.ZeroDataRetention] = (it, estimator) => new(Flag: estimator.Known(it.Endpoint.Compliance.ZeroDataRetention)),
            [Constraints.Certifications] = (it, estimator) => new(Names: estimator.KnownText(it.Endpoint.Compliance.Certifications)),
            [Constraints.ProcessingRegions] = (it, estimator) => new(Names: estimator.KnownText(it.Endpoint.Compliance.ProcessingRegions)),
            [Constraints.StorageRegions] = (it, estimator) => new(Names: estimator.KnownText(it.Endpoint.Compliance.StorageRegions)),
            [Constraints.AllowedRegions] = (it, _) => Name(it.Endpoint.Region),
            [Constraints.AllowedProviders] = (it, _) => Name(it.Endpoint.Provider.Id),
            [Constraints.ForbiddenProviders] = (it, _) => Name(it.Endpoint.Provider.Id),
            [Constraints.SampleEvidence] = (it, estimator) => new(Flag: it.Endpoint.Compliance.Evidence().Any(fact => fact.Evidence.IsSample && !fact.Evidence.HasExpired(estimator.Today))),
            [Constraints.AllowedEndpoints] = (it, _) => Name(it.Endpoint.Id),
            [Constraints.ForbiddenEndpoints] = (it, _) => Name(it.Endpoint.Id),
            [Constraints.AllowedModels] = (it, _) => Name(it.Endpoint.Model.Id),
            [Constraints.ForbiddenModels] = (it, estimator) => Name(it.Endpoint.Model.Id).With(estimator.View.Aliases.Of(it.Endpoint.Model.Id)?.Target.Id),
            [Constraints.ServiceTiers] = (it, _) => Name(it.Endpoint.ServiceTier ?? "standard"),
            [Constraints.Capabilities] = (it, _) => new(Names: it.Endpoint.Capabilities.Names()),
            [Constraints.ContextTokens] = (it, _) => new(Number: it.Endpoint.ContextTokens),
            [Constraints.OutputTokens] = (it, _) => new(Number: it.Endpoint.MaxOutputTokens),
            [Constraints.Quality] = (it, _) => new(Number: it.Estimate.Quality),
            [Constraints.TokensPerSecond] = (it, estimator) => new(Number: estimator.Known(it.Endpoint.Latency?.TokensPerSecondP50)),
            [Constraints.TtftP99Ms] = (it, _) => new(Number: it.Estimate.TtftP99Ms),
            [Constraints.LatencyP99Ms] = (it, _) => new(Number: it.Estimate.LatencyP99Ms),
            [Constraints.InputPrice] = (it, estimator) => new(Number: it.Rates?.ForInput(estimator.InputTokens).Input),
            [Constraints.OutputPrice] = (it, estimator) => new(Number: it.Rates?.ForInput(estimator.InputTokens).Output),
            [Constraints.MaxCostUsd] = (it, _) => new(Number: it.Estimate.WorstCaseUsd),
        }.ToFrozenDictionary(pair => pair.Key.Name, pair => pair.Value);

    public static FactReading Read(ConstraintDefinition definition, Candidate candidate, Estimator estimator) =>
        Readers[definition.Name](candidate, estimator);

    private static FactReading Name(string? name) => name is null ? default : new(Names: ImmutableSortedSet.Create(StringComparer.Ordinal, name));
}
