using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using RulesRouter.Diagnostics;
using RulesRouter.Language;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Cli.Reference;

/// <summary>A file of Reference/Examples: printed in the reference. All examples load together and pass their test suites.</summary>
/// <param name="Title">Its first comment.</param>
/// <param name="Text">Without the line that names its schema.</param>
internal sealed partial record ReferenceExample(string Name, string Title, string Text, YamlMapping Root, PolicyFile File)
{
    public static ImmutableArray<ReferenceExample> All { get; } =
    [
        .. typeof(ReferenceExample).Assembly
        .GetManifestResourceNames()
        .Where(name => name.EndsWith(".yaml", StringComparison.Ordinal))
        .OrderBy(Number)
        .Select(Read),
    ];

    public string Kind => (Root["kind"] as YamlScalar)?.Text ?? "";

    /// <summary>Anchor of its heading in Markdown.</summary>
    public string Anchor => Slug().Replace($"{Name.Split('-')[0]} {Title}".ToLowerInvariant(), "").Replace(' ', '-');

    /// <summary>Every key, as a path of the schema.</summary>
    public ImmutableHashSet<string> KeysIn(IReadOnlyList<SchemaKey> known)
    {
        var paths = known.Select(key => key.Path).ToHashSet(StringComparer.Ordinal);
        return [.. Keys(Root, "", paths)];
    }

    /// <summary>All conditions.</summary>
    public IEnumerable<string> Conditions() => ConditionsBelow(Root);

    private static IEnumerable<string> Keys(YamlNode node, string path, HashSet<string> known) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry =>
        {
            var named = path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}";
            var at = known.Contains(named) ? named : path.Length == 0 ? "*" : $"{path}.*";
            return Keys(entry.Value, at, known).Prepend(at);
        }),
        YamlSequence sequence => sequence.Items.SelectMany(item => Keys(item, path + "[]", known)),
        Language.Yaml.YamlScalar => [],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<string> ConditionsBelow(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => entry switch
        {
            { Key.Text: "when" or "forAll" or "then", Value: YamlScalar { Value: string text } } => [text],
            { Key.Text: "let", Value: YamlMapping lets } => lets.Entries.Select(let => let.Value)
                .OfType<YamlScalar>()
                .Select(let => let.Text),
            _ => ConditionsBelow(entry.Value),
        }),
        YamlSequence sequence => sequence.Items.SelectMany(ConditionsBelow),
        Language.Yaml.YamlScalar => [],
        _ => throw new UnreachableException(),
    };

    /// <summary>Prefix of the resource names.</summary>
    private static int Number(string name) => int.Parse(name.Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static ReferenceExample Read(string resource)
    {
        using var stream = typeof(ReferenceExample).Assembly.GetManifestResourceStream(resource)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var file = new PolicyFile(resource, content.ToArray());
        var text = System.Text.Encoding.UTF8.GetString(file.Content.Span).ReplaceLineEndings("\n");
        var lines = text.Split('\n').SkipWhile(line => line.StartsWith("# yaml-language-server", StringComparison.Ordinal)).ToList();
        var root = YamlReader.Read(resource, file.Content.Span, new DiagnosticBag()) as YamlMapping
            ?? throw new InvalidDataException($"{resource} is not YAML");
        return new ReferenceExample(resource, lines[0].TrimStart('#', ' '), string.Join('\n', lines.Skip(1)).Trim(), root, file);
    }

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex Slug();
}
