using System.Collections.Immutable;

namespace RulesRouter.Policies;

/// <summary>The spelling of the types of script inputs in policies, where a string is a <c>text</c>.</summary>
public static class ScriptTypeNames
{
    /// <summary>In the order of <see cref="ScriptType"/>.</summary>
    public static ImmutableArray<string> All { get; } = ["boolean", "number", "text", "set", "endpoint"];

    public static string NameOf(ScriptType type) => All[(int)type];

    public static bool TryParse(string name, out ScriptType type)
    {
        var index = All.IndexOf(name);
        type = (ScriptType)Math.Max(0, index);
        return index >= 0;
    }
}
