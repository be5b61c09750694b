using System.Collections.Immutable;

namespace RulesRouter.Policies;

/// <summary>The spelling of objectives.</summary>
public static class ObjectiveNames
{
    public static ImmutableArray<string> All { get; } = ["price", "latency", "quality", "ordered", "expected-cost", "script"];

    public static string NameOf(Objective objective) => All[(int)objective];

    public static bool TryParse(string name, out Objective objective)
    {
        var index = All.IndexOf(name);
        objective = (Objective)Math.Max(0, index);
        return index >= 0;
    }
}
