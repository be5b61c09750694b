using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RulesRouter.Constraints;

/// <summary>Every constraint of the language, in the order of reports. A new one is its own file and a line here.</summary>
internal static class ConstraintTable
{
    public static ImmutableArray<ConstraintDefinition> All { get; } = Numbered(
    [
        new DataRetentionDays(),
        new TrainsOnData(),
        new ZeroDataRetention(),
        new Certifications(),
        new ProcessingRegions(),
        new StorageRegions(),
        new AllowedRegions(),
        new AllowedProviders(),
        new ForbiddenProviders(),
        new SampleEvidence(),
        new AllowedEndpoints(),
        new ForbiddenEndpoints(),
        new AllowedModels(),
        new ForbiddenModels(),
        new ServiceTiers(),
        new RequiredCapabilities(),
        new ContextTokens(),
        new OutputTokens(),
        new Quality(),
        new QualityOrPrior(),
        new TokensPerSecond(),
        new TtftP99Ms(),
        new LatencyP99Ms(),
        new InputPrice(),
        new OutputPrice(),
        new MaxCostUsd(),
    ]);

    private static readonly FrozenDictionary<string, ConstraintDefinition> ByName = All.ToFrozenDictionary(row => row.Name);

    /// <summary>The table's only instance of a constraint.</summary>
    public static T Of<T>()
        where T : ConstraintDefinition => Row<T>.Only;

    public static bool TryFind(string name, out ConstraintDefinition? definition) => ByName.TryGetValue(name, out definition);

    private static ImmutableArray<ConstraintDefinition> Numbered(ImmutableArray<ConstraintDefinition> rows)
    {
        for (var place = 0; place < rows.Length; place++)
        {
            rows[place].Place = place;
        }

        return rows;
    }

    private static class Row<T>
        where T : ConstraintDefinition
    {
        public static readonly T Only = All.OfType<T>().Single();
    }
}
