using System.Collections.Immutable;

namespace RulesRouter.Requests;

/// <summary>The spelling of fact types in policies, where a string is a <c>text</c>.</summary>
public static class FactTypeNames
{
    /// <summary>In the order of <see cref="FactType"/>.</summary>
    public static ImmutableArray<string> All { get; } = ["boolean", "number", "text", "enum", "set"];

    public static string NameOf(FactType type) => All[(int)type];

    public static bool TryParse(string? name, out FactType type)
    {
        var index = name is null ? -1 : All.IndexOf(name);
        type = (FactType)Math.Max(0, index);
        return index >= 0;
    }
}
