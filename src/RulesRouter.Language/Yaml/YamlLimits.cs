namespace RulesRouter.Language.Yaml;

/// <summary>Bounds on one file; beyond them it is refused before it costs more.</summary>
internal static class YamlLimits
{
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Nested mappings and lists.</summary>
    public const int MaxDepth = 64;

    /// <summary>Nodes after aliases are expanded.</summary>
    public const int MaxNodes = 100_000;
}
