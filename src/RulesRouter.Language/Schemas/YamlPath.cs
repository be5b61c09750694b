using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language.Schemas;

/// <summary>
/// The path of a schema error, resolved in a document: <c>#/spec.rules[0].id</c>, with special keys quoted as in
/// <c>#/spec.endpoints['acme/small'].model</c>. An unquoted key that contains a dot is found by the longest match.
/// </summary>
internal sealed class YamlPath
{
    private readonly YamlNode root;
    private readonly ImmutableArray<Step> steps;

    private YamlPath(YamlNode root, ImmutableArray<Step> steps) => (this.root, this.steps) = (root, steps);

    /// <summary>The node at the path, or null where the document has none.</summary>
    public YamlNode? Node => steps.IsEmpty ? root : steps[^1].Node;

    /// <summary>The key of the node, or null for an item of a list.</summary>
    public YamlScalar? Key => steps.IsEmpty ? null : steps[^1].Key;

    /// <summary>The path without its last step.</summary>
    public YamlPath Parent => new(root, steps.IsEmpty ? steps : steps[..^1]);

    /// <summary>
    /// The path without the part that all policies share: <c>spec.rules[0].select.objective</c> → <c>select.objective</c>.
    /// </summary>
    public string Shown
    {
        get
        {
            var last = Math.Max(-1, steps.Length - 2);
            while (last >= 0 && !steps[last].IsEntry)
            {
                last--;
            }

            var shown = string.Concat(steps[(last + 1)..].Select(step => step.Text)).TrimStart('.');
            return last < 0 && shown.StartsWith("spec.", StringComparison.Ordinal) ? shown[5..] : shown;
        }
    }

    public static YamlPath Resolve(YamlNode root, string path)
    {
        var rest = path.TrimStart('#').TrimStart('/');
        var steps = ImmutableArray.CreateBuilder<Step>();
        YamlNode? current = root;
        while (rest.Length > 0)
        {
            var (step, length) = Next(current, rest);
            steps.Add(step);
            current = step.Node;
            rest = rest[length..];
        }

        return new YamlPath(root, steps.ToImmutable());
    }

    private static (Step Step, int Length) Next(YamlNode? node, string rest)
    {
        if (rest.StartsWith("['", StringComparison.Ordinal))
        {
            var (name, length) = Quoted(rest);
            return (Entry(node, name, isEntry: true), length);
        }

        if (rest[0] == '[')
        {
            var bracket = Math.Max(rest.IndexOf(']'), 0) + 1;
            return (Item(node, rest[..bracket]), bracket);
        }

        var dots = rest[0] == '.' ? 1 : 0;
        var plain = rest[dots..];
        var known = (node as YamlMapping)?.Entries.Select(entry => entry.Key.Text)
            .Where(key => Starts(plain, key))
            .MaxBy(key => key.Length);
        var end = plain.Length == 0 ? -1 : plain.IndexOfAny(['.', '['], 1);
        var text = known ?? (end < 0 ? plain : plain[..end]);
        return (Entry(node, text, isEntry: false), dots + text.Length);
    }

    private static Step Entry(YamlNode? node, string name, bool isEntry)
    {
        var entry = (node as YamlMapping)?.Entries.FirstOrDefault(candidate => candidate.Key.Text == name);
        return new Step(name.Length == 0 ? ".\"\"" : $".{name}", isEntry, entry?.Key, entry?.Value);
    }

    private static Step Item(YamlNode? node, string text)
    {
        var isNumber = int.TryParse(text.Trim('[', ']'), NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        return new Step(text, true, null, isNumber && node is YamlSequence list && index < list.Items.Length ? list.Items[index] : null);
    }

    /// <summary>A quoted key with the escapes of JavaScript, and the length of its notation.</summary>
    private static (string Name, int Length) Quoted(string rest)
    {
        var name = new StringBuilder();
        var at = 2;
        for (; at < rest.Length && rest[at] != '\''; at++)
        {
            if (rest[at] != '\\' || at + 1 == rest.Length)
            {
                name.Append(rest[at]);
                continue;
            }

            at++;
            if (rest[at] == 'u' && at + 4 < rest.Length)
            {
                name.Append((char)int.Parse(rest.AsSpan(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 4;
                continue;
            }

            name.Append(rest[at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var same => same });
        }

        return (name.ToString(), Math.Min(at + 2, rest.Length));
    }

    private static bool Starts(string path, string key) =>
        path.StartsWith(key, StringComparison.Ordinal) && (path.Length == key.Length || path[key.Length] is '.' or '[');

    /// <param name="IsEntry">An item of a list or a named entry, after which the shown path starts again.</param>
    private sealed record Step(string Text, bool IsEntry, YamlScalar? Key, YamlNode? Node);
}
