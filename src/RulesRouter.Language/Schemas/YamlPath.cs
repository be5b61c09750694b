using System.Globalization;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Schemas;

/// <summary>
/// Finds the YAML node at a schema error's path (<c>#/spec.rules[0].id</c>). A key that contains a dot or bracket is found by the longest
/// match.
/// </summary>
internal static class YamlPath
{
    public static YamlNode? Find(YamlNode root, string path) => Walk(root, Plain(path)).Value;

    public static SourceSpan? KeySpan(YamlNode root, string path) => Walk(root, Plain(path)).Key?.Span;

    public static YamlNode? Parent(YamlNode root, string path) => Find(root, ParentPath(path));

    public static string ParentPath(string path)
    {
        var plain = Plain(path);
        var cut = plain.LastIndexOf('.');
        return cut < 0 ? "" : plain[..cut];
    }

    /// <summary>
    /// The path without the part that all policies share: <c>spec.rules[0].select.objective</c> → <c>select.objective</c>.
    /// </summary>
    public static string Shown(string path)
    {
        var plain = Plain(path);
        var bracket = plain.LastIndexOf("].", StringComparison.Ordinal);
        return bracket >= 0 ? plain[(bracket + 2)..] : plain.StartsWith("spec.", StringComparison.Ordinal) ? plain[5..] : plain;
    }

    private static string Plain(string path) => path.TrimStart('#').TrimStart('/');

    private static (YamlScalar? Key, YamlNode? Value) Walk(YamlNode node, string path)
    {
        YamlScalar? key = null;
        YamlNode? current = node;
        while (path.Length > 0 && current is not null)
        {
            path = path.TrimStart('.');
            if (path.StartsWith('['))
            {
                var end = path.IndexOf(']');
                var index = end > 0 && int.TryParse(path[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
                    ? parsed
                    : -1;
                current = current is YamlSequence sequence && index >= 0 && index < sequence.Items.Length ? sequence.Items[index] : null;
                path = end > 0 ? path[(end + 1)..] : "";
            }
            else
            {
                var entry = (current as YamlMapping)?.Entries
                    .Where(candidate => Starts(path, candidate.Key.Text))
                    .MaxBy(candidate => candidate.Key.Text.Length);
                (key, current) = (entry?.Key, entry?.Value);
                path = entry is null ? "" : path[entry.Key.Text.Length..];
            }
        }

        return (key, current);
    }

    private static bool Starts(string path, string key) =>
        path.StartsWith(key, StringComparison.Ordinal) && (path.Length == key.Length || path[key.Length] is '.' or '[');
}
