using RulesRouter.Language.Yaml;

namespace RulesRouter.Language;

/// <summary>A file, the kind of its document, and the document in current spelling.</summary>
internal sealed record PolicyDocument(PolicyFile File, string Kind, YamlMapping Root)
{
    /// <summary>Reading it reported something.</summary>
    public bool HasFindings { get; init; }

    /// <summary>Reading it and checking it against its schema reported nothing, so that the next load can use it as it is.</summary>
    public bool IsClean { get; init; }
}
