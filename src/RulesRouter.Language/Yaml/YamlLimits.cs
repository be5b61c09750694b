namespace RulesRouter.Language.Yaml;

/// <summary>Limits of one file. A file beyond them is rejected before it is read further.</summary>
internal static class YamlLimits
{
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Depth of nested mappings and lists.</summary>
    public const int MaxDepth = 64;

    /// <summary>Nodes after aliases are expanded.</summary>
    public const int MaxNodes = 100_000;
}
