using System.Collections.Immutable;
using LibGit2Sharp;

namespace RulesRouter.Suites.Mining;

/// <summary>The difference between a commit and its first parent.</summary>
internal sealed class Change
{
    private static readonly CompareOptions Options = new() { Similarity = SimilarityOptions.Renames, ContextLines = 3 };

    private readonly Patch patch;
    private readonly Tree before;

    private Change(Patch patch, Tree before, ImmutableArray<ChangedFile> files)
    {
        this.patch = patch;
        this.before = before;
        Files = files;
    }

    /// <summary>Sorted by path.</summary>
    public ImmutableArray<ChangedFile> Files { get; }

    /// <param name="commit">Has a parent.</param>
    public static Change Of(Commit commit, Repository repository)
    {
        var before = commit.Parents.First().Tree;
        var patch = repository.Diff.Compare<Patch>(before, commit.Tree, Options);
        var files = patch.Select(file => Read(file, commit.Tree)).OrderBy(file => file.Path, StringComparer.Ordinal);
        return new Change(patch, before, [.. files]);
    }

    /// <summary>The git patch of the files that <paramref name="isIncluded"/> accepts.</summary>
    public string PatchOf(Func<ChangedFile, bool> isIncluded)
    {
        var included = Files.Where(isIncluded).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var files = patch.Where(file => included.Contains(file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal);
        return string.Concat(files.Select(file => file.Patch));
    }

    /// <summary>The contents of the changed files before the change.</summary>
    public IEnumerable<string> ContentsBefore() => patch
        .Select(file => before[file.OldPath]?.Target)
        .OfType<Blob>()
        .Where(blob => !blob.IsBinary)
        .Select(blob => blob.GetContentText());

    private static ChangedFile Read(PatchEntryChanges file, Tree after)
    {
        var role = file.Mode == Mode.GitLink || file.OldMode == Mode.GitLink ? FileRole.Submodule : FileRoles.Of(file.Path);
        if (role is FileRole.Source or FileRole.Other
            && after[file.Path]?.Target is Blob { IsBinary: false } blob
            && FileRoles.SaysGenerated(Head(blob)))
        {
            role = FileRole.Generated;
        }

        return new ChangedFile(
            file.Path,
            role,
            file.LinesAdded,
            file.LinesDeleted,
            file.Status == ChangeKind.Renamed,
            file.IsBinaryComparison);
    }

    private static string Head(Blob blob)
    {
        using var content = new StreamReader(blob.GetContentStream());
        var head = new char[1_000];
        return new string(head, 0, content.ReadBlock(head, 0, head.Length));
    }
}
