using RulesRouter.Diagnostics;
using RulesRouter.Language.Deprecations;
using RulesRouter.Language.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Formatting;

/// <summary>Lays a YAML file out anew. What it means and every comment in it stay: a result that means anything else is thrown away and reported.</summary>
public static class YamlFormatter
{
    /// <param name="upgrade">Also rewrite deprecated spellings.</param>
    /// <returns>The text in its new layout, or null where something was reported: the file is not YAML, or its layout cannot be changed safely.</returns>
    public static string? Format(PolicyFile file, bool upgrade, DiagnosticBag diagnostics)
    {
        if (YamlReader.Read(file.Path, file.Content.Span, diagnostics) is not { } before)
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

        diagnostics.Add(LanguageDiagnostics.CannotFormat, new SourceSpan(before.Span.Source, 0, 0), "the layout of this file cannot be changed without changing what it means", "it was left as it is; write texts of several lines as `|` blocks, without `+`");
        return null;
    }

    private static string Upgrade(string source, string path)
    {
        var root = Reread(path, source, new DiagnosticBag());
        var edits = root is YamlMapping mapping ? DeprecatedSpellings.In(mapping) : [];
        foreach (var (span, replacement) in edits.Select(found => (found.Span, found.Deprecation.Replacement)).OrderByDescending(edit => edit.Span.Start))
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
        (YamlSequence a, YamlSequence b) => a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(pair => SameMeaning(pair.First, pair.Second)),
        (YamlMapping a, YamlMapping b) => a.Entries.Length == b.Entries.Length && a.Entries.Zip(b.Entries).All(pair => SameMeaning(pair.First.Key, pair.Second.Key) && SameMeaning(pair.First.Value, pair.Second.Value)),
        _ => false,
    };
}
