using RulesRouter.Suites.Checking;

namespace RulesRouter.Suites.Editing;

/// <summary>Writes an answer's changes into a work tree, and nowhere else.</summary>
internal static class EditApplication
{
    /// <summary>Null if the answer was applied, else why it is malformed; then nothing has changed.</summary>
    public static async Task<string?> Apply(string answer, EditFormat format, WorkTree tree, CancellationToken stop)
    {
        if (format == EditFormat.UnifiedDiff)
        {
            return EditReader.Diff(answer) is not { } diff ? "the answer has no unified diff"
                : await tree.ApplyLoosely(diff, stop).ConfigureAwait(false) is { } problem ? problem
                : null;
        }

        var read = format == EditFormat.WholeFile
            ? EditReader.WholeFiles(answer, path => ContentOf(tree, path))
            : EditReader.SearchReplace(answer, path => ContentOf(tree, path));
        if (read.Malformed is { } malformed)
        {
            return malformed;
        }

        foreach (var edit in read.Edits)
        {
            if (tree.Inside(edit.Path) is null)
            {
                return $"`{edit.Path}` is not a path within the repository";
            }
        }

        foreach (var edit in read.Edits)
        {
            var path = tree.Inside(edit.Path)!;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, edit.Content, stop).ConfigureAwait(false);
        }

        return null;
    }

    private static string? ContentOf(WorkTree tree, string path) =>
        tree.Inside(path) is { } full && File.Exists(full) ? File.ReadAllText(full) : null;
}
