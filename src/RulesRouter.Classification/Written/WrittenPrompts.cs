using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Names;

namespace RulesRouter.Classifiers.Written;

/// <summary>
/// Prompts written for this project: wordings, languages and tasks that the data sets lack. Names in braces are replaced by pieces of code
/// and text in turn.
/// </summary>
internal static class WrittenPrompts
{
    private const string Folder = "RulesRouter.Classifiers.Written.";
    private const int Variants = 2;

    /// <summary>A step through the pieces that visits all of them.</summary>
    private const int Stride = 7;

    public static IReadOnlyList<(TaskKind Task, string Text)> Of(WrittenSet set) => Read(set switch
    {
        WrittenSet.General => "prompts.txt",
        WrittenSet.Short => "short.txt",
        WrittenSet.Terse => "terse.txt",
        WrittenSet.Languages => "languages.txt",
        _ => throw new UnreachableException($"{set}"),
    });

    public static IEnumerable<(TaskKind Task, string Text)> All() => Enum.GetValues<WrittenSet>().SelectMany(Of);

    private static IReadOnlyList<(TaskKind Task, string Text)> Read(string file)
    {
        var pieces = Sections("pieces.txt").ToLookup(line => line.Section, line => line.Text);
        var prompts = new List<(TaskKind, string)>();
        foreach (var (section, text) in Sections(file))
        {
            var task = EnumNames<TaskKind>.TryParse(section, out var found) ? found : throw new InvalidDataException(section);
            for (var variant = 0; variant < (text.Contains('{') ? Variants : 1); variant++)
            {
                prompts.Add((task, Filled(text, pieces, prompts.Count, variant)));
            }
        }

        return prompts;
    }

    private static string Filled(string text, ILookup<string, string> pieces, int at, int variant)
    {
        string Piece(string name) => pieces[name].ElementAt(at * Stride % pieces[name].Count());
        return text
            .Replace("{code}", "\n" + Piece("code"), StringComparison.Ordinal)
            .Replace("{fence}", "\n```\n" + Piece("code") + "\n```", StringComparison.Ordinal)
            .Replace("{diff}", "\n" + Piece("diff"), StringComparison.Ordinal)
            .Replace("{error}", "\n" + Piece("error"), StringComparison.Ordinal)
            .Replace("{language}", Piece("language"), StringComparison.Ordinal)
            .Replace("{text}", (variant == 0 ? "\n" : " ") + Piece("text"), StringComparison.Ordinal)
            .Trim('\n');
    }

    private static IEnumerable<(string Section, string Text)> Sections(string file)
    {
        using var reader = new StreamReader(typeof(WrittenPrompts).Assembly.GetManifestResourceStream(Folder + file)!);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line is ['[', .., ']'] && !line.Contains(' ', StringComparison.Ordinal))
            {
                section = line[1..^1];
            }
            else if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
            {
                yield return (
                    section,
                    line.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal));
            }
        }
    }
}
