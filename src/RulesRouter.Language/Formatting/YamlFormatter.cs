using System.Diagnostics;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Deprecations;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Formatting;

/// <summary>Formats a YAML file. Meaning and comments are preserved: a result that differs in either is discarded and reported.</summary>
internal static class YamlFormatter
{
    /// <param name="upgrade">Also rewrite deprecated spellings.</param>
    /// <returns>The formatted file, or null with a diagnostic: the file is not YAML, or cannot be formatted safely.</returns>
    public static string? Format(PolicyFile file, bool upgrade, DiagnosticBag diagnostics)
    {
        if (PolicyFileReader.Read(file, diagnostics) is not { } before)
        {
            return null;
        }

        var source = before.Span.Source!.Text.ReplaceLineEndings("\n");
        if (upgrade)
        {
            before = Reread(file.Path, source = Upgrade(source, file.Path), diagnostics) ?? before;
        }

        var root = StyledReader.Read(source);
        var formatted = LayoutWriter.Write(source, root);
        var silent = new DiagnosticBag();
        if (Reread(file.Path, formatted, silent) is { } after && SameMeaning(before, after) && SameComments(source, root, formatted))
        {
            return formatted;
        }

        diagnostics.Add(
            SchemaDiagnostics.CannotFormat,
            new SourceSpan(before.Span.Source, 0, 0),
            "this file cannot be formatted without changing its meaning",
            "it was left unchanged; write strings of several lines as `|` blocks, without `+`");
        return null;
    }

    private static string Upgrade(string source, string path)
    {
        var root = Reread(path, source, new DiagnosticBag());
        var edits = root is YamlMapping mapping ? DeprecatedSpellings.In(mapping) : [];
        foreach (var (span, replacement) in edits
            .Select(found => (found.Span, found.Deprecation.Replacement))
            .OrderByDescending(edit => edit.Span.Start))
        {
            source = string.Concat(source.AsSpan(0, span.Start), replacement, source.AsSpan(span.Start + span.Length));
        }

        return source;
    }

    private static YamlNode? Reread(string path, string text, DiagnosticBag diagnostics) =>
        YamlReader.Read(path, System.Text.Encoding.UTF8.GetBytes(text), diagnostics);

    private static bool SameComments(string source, StyledNode root, string formatted) =>
        Comments.Of(source, root).Texts.SequenceEqual(Comments.Of(formatted, StyledReader.Read(formatted)).Texts);

    private static bool SameMeaning(YamlNode left, YamlNode right) => (left, right) switch
    {
        (YamlScalar a, YamlScalar b) => Equals(a.Value, b.Value) && (a.Value is string || a.Text == b.Text),
        (YamlSequence a, YamlSequence b) => a.Items.Length == b.Items.Length
            && a.Items.Zip(b.Items).All(pair => SameMeaning(pair.First, pair.Second)),
        (YamlMapping a, YamlMapping b) => a.Entries.Length == b.Entries.Length
            && a.Entries.Zip(b.Entries).All(pair => SameMeaning(pair.First.Key, pair.Second.Key)
                && SameMeaning(pair.First.Value, pair.Second.Value)),
        (YamlScalar or YamlSequence or YamlMapping, _) => false,
        _ => throw new UnreachableException(),
    };
}
