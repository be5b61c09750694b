using System.Collections.Immutable;

namespace RulesRouter.Objectives;

/// <summary>
/// Every objective of the language, in the order of <see cref="Objective"/>. A new one is its own file, a member there and a line here.
/// </summary>
internal static class ObjectiveTable
{
    public static ImmutableArray<ObjectiveDefinition> All { get; } =
    [
        new PriceObjective(),
        new LatencyObjective(),
        new QualityObjective(),
        new OrderedObjective(),
        new ExpectedCostObjective(),
        new ScriptObjective(),
    ];

    public static ObjectiveDefinition Of(Objective objective) => All[(int)objective];

    /// <summary>Null where no objective has the name.</summary>
    public static ObjectiveDefinition? Find(string name) => All.FirstOrDefault(row => row.Name == name);
}
