using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language;

/// <summary>Reads the YAML of a policy file, unless it is a link that leaves its folder.</summary>
internal static class PolicyFileReader
{
    /// <summary>Null where the file is empty or an error was reported.</summary>
    public static YamlNode? Read(PolicyFile file, DiagnosticBag diagnostics)
    {
        if (!file.IsOutsideLink)
        {
            return YamlReader.Read(file.Path, file.Content.Span, diagnostics);
        }

        diagnostics.Add(
            YamlDiagnostics.OutsideLink,
            new SourceSpan(new SourceFile(file.Path, ""), 0, 0),
            "the link leaves the folder",
            "copy its target into the folder, or name the target's folder as another path");
        return null;
    }
}
