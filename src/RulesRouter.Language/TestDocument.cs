using RulesRouter.Language.Yaml;

namespace RulesRouter.Language;

/// <summary>A document of kind PolicyTest.</summary>
internal sealed record TestDocument(string Path, YamlMapping Root);
