using System.Text;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Tests;

/// <summary>Loads strings as files and returns each diagnostic as a line.</summary>
internal static class Loading
{
    public static LoadResult Load(params (string Path, string Text)[] files) =>
        PolicyLoader.Load(files.Select(file => new PolicyFile(file.Path, Encoding.UTF8.GetBytes(file.Text))));

    public static (YamlNode? Node, string[] Reported) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static (YamlNode? Node, string[] Reported) Read(byte[] content)
    {
        var diagnostics = new DiagnosticBag();
        var node = YamlReader.Read("f.yaml", content, diagnostics);
        return (node, Shown(diagnostics.Sorted()));
    }

    public static string[] Shown(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(diagnostic => diagnostic.Help.Length > 0 ? $"{diagnostic} ({diagnostic.Help})" : diagnostic.ToString())];
}
