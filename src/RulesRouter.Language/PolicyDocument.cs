using RulesRouter.Language.Yaml;

namespace RulesRouter.Language;

/// <summary>A file, the kind of its document, and the document in current spelling.</summary>
internal sealed record PolicyDocument(PolicyFile File, string Kind, YamlMapping Root);
