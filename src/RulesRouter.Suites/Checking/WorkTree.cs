using System.Formats.Tar;
using System.IO.Compression;
using CliWrap;
using CliWrap.Buffered;
using RulesRouter.Suites.Mining;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Checking;

/// <summary>A scenario's files in a temporary folder: the base commit without history, and what was applied to it.</summary>
internal sealed class WorkTree : IDisposable
{
    private WorkTree(string folder) => Folder = folder;

    public string Folder { get; }

    /// <param name="scenarioFolder">Folder that <c>suite mine</c> wrote.</param>
    public static async Task<WorkTree> Extract(string scenarioFolder, CancellationToken stop)
    {
        var tree = new WorkTree(Directory.CreateTempSubdirectory("rulesrouter-tree-").FullName);
        await using var archive = File.OpenRead(Path.Combine(scenarioFolder, TaskFolder.Archive));
        await using var files = new GZipStream(archive, CompressionMode.Decompress);
        try
        {
            await TarFile.ExtractToDirectoryAsync(files, tree.Folder, overwriteFiles: true, stop).ConfigureAwait(false);
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    /// <summary>The same files in another temporary folder.</summary>
    public WorkTree Copy()
    {
        var copy = new WorkTree(Directory.CreateTempSubdirectory("rulesrouter-tree-").FullName);
        foreach (var path in TreeFiles.Of(Folder))
        {
            var target = Path.Combine(copy.Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            TreeFiles.Copy(Path.Combine(Folder, path), target);
        }

        return copy;
    }

    /// <summary>Applies a git patch. False if it does not apply; then nothing has changed.</summary>
    public async Task<bool> Apply(string patch, CancellationToken stop) =>
        patch.Length == 0 || await Git(["apply", "--whitespace=nowarn", "-"], patch, stop).ConfigureAwait(false) is null;

    /// <summary>
    /// Applies a diff as a model writes it: its line numbers and counts are not relied on. Null if it was applied, else why not; then
    /// nothing has changed.
    /// </summary>
    public Task<string?> ApplyLoosely(string diff, CancellationToken stop) =>
        Git(["apply", "--whitespace=nowarn", "--recount", "--ignore-whitespace", "-C1", "-"], DiffHeaders.Completed(diff), stop);

    /// <summary>Paths of all files, relative and with forward slashes, without those that dependencies and builds put there.</summary>
    public IEnumerable<string> Paths() => TreeFiles.Of(Folder).Where(path => !IsByproduct(path));

    /// <summary>Contents by path of the files in which this tree differs from another; a file that is absent here is left out.</summary>
    /// <param name="paths">Receives every path in which the trees differ.</param>
    public IReadOnlyDictionary<string, string> DifferencesFrom(WorkTree other, out IReadOnlySet<string> paths)
    {
        var mine = Paths().ToHashSet(StringComparer.Ordinal);
        var differing = mine.Union(other.Paths(), StringComparer.Ordinal)
            .Where(path => !SameFile(Path.Combine(Folder, path), Path.Combine(other.Folder, path)))
            .ToHashSet(StringComparer.Ordinal);
        paths = differing;
        return Contents(differing);
    }

    /// <summary>Contents by path of those files that exist.</summary>
    public IReadOnlyDictionary<string, string> Contents(IEnumerable<string> paths) => paths
        .Where(path => Inside(path) is { } full && File.Exists(full))
        .ToDictionary(path => path, path => File.ReadAllText(Path.Combine(Folder, path)), StringComparer.Ordinal);

    /// <summary>The full path of a file of the tree; null for a path that leaves it, by its parts or by a link.</summary>
    public string? Inside(string path)
    {
        if (path.Length == 0 || Path.IsPathRooted(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var full = Path.GetFullPath(Path.Combine(Folder, path));
        if (!full.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return null;
        }

        for (var part = full; part.Length > Folder.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                return null;
            }
        }

        return full;
    }

    /// <summary>The difference to another tree as a git patch that applies to it; by-products of builds are left out.</summary>
    public async Task<string> PatchFrom(WorkTree basis, CancellationToken stop)
    {
        var parent = Directory.CreateTempSubdirectory("rulesrouter-tree-").FullName;
        try
        {
            DifferencesFrom(basis, out var paths);
            foreach (var (side, tree) in (ReadOnlySpan<(string, WorkTree)>)[("a", basis), ("b", this)])
            {
                Directory.CreateDirectory(Path.Combine(parent, side));
                foreach (var path in paths.Where(path => File.Exists(Path.Combine(tree.Folder, path))))
                {
                    var target = Path.Combine(parent, side, path);
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    TreeFiles.Copy(Path.Combine(tree.Folder, path), target);
                }
            }

            // The folders are named as the prefixes of a patch, so it needs none.
            string[] arguments = ["diff", "--no-index", "--no-renames", "--no-color", "--binary", "--no-prefix", "a", "b"];
            return (await Git(parent, arguments, "", stop).ConfigureAwait(false)).StandardOutput;
        }
        finally
        {
            TreeFiles.DeleteFolder(parent);
        }
    }

    private async Task<string?> Git(string[] arguments, string input, CancellationToken stop)
    {
        var applied = await Git(Folder, arguments, input, stop).ConfigureAwait(false);
        return applied.ExitCode == 0 ? null : applied.StandardError.Trim().Split('\n')[0];
    }

    private static async Task<BufferedCommandResult> Git(string folder, string[] arguments, string input, CancellationToken stop) =>
        await CliWrap.Cli.Wrap("git")
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(variables => variables
                .Set("GIT_CEILING_DIRECTORIES", Path.GetDirectoryName(folder)!)
                .Set("GIT_CONFIG_GLOBAL", "/dev/null")
                .Set("GIT_CONFIG_SYSTEM", "/dev/null"))
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(stop)
            .ConfigureAwait(false);

    /// <summary>
    /// Makes the tests and build files those of <paramref name="judged"/>, whatever a change under test did to them: changed ones are
    /// restored, deleted ones come back, new ones go. The same holds for links in their place, to files and to folders.
    /// </summary>
    /// <param name="judged">The base commit with the test patch, and with the build files of the gold patch.</param>
    public void RestoreJudging(WorkTree judged)
    {
        foreach (var path in TreeFiles.Of(Folder).Where(path => IsJudging(Folder, path)).ToList())
        {
            if (!TreeFiles.Exists(Path.Combine(judged.Folder, path)))
            {
                File.Delete(Path.Combine(Folder, path));
            }
        }

        foreach (var path in TreeFiles.Of(judged.Folder).Where(path => IsJudging(judged.Folder, path)))
        {
            var target = Path.Combine(Folder, path);
            RemoveWhatIsInTheWay(target);
            TreeFiles.Copy(Path.Combine(judged.Folder, path), target);
        }
    }

    public void Dispose() => TreeFiles.DeleteFolder(Folder);

    private static bool IsByproduct(string path) => path.Split('/').Any(
        part => part is "node_modules" or "bin" or "obj" or "target" or "__pycache__" or ".pytest_cache" or TestCommands.Results);

    private static bool SameFile(string one, string other) => TreeFiles.LinkTarget(one) == TreeFiles.LinkTarget(other)
        && (TreeFiles.LinkTarget(one) is not null || SameContent(one, other));

    private static bool SameContent(string one, string other) =>
        File.Exists(one) == File.Exists(other)
        && (!File.Exists(one)
            || (new FileInfo(one).Length == new FileInfo(other).Length
                && File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other))));

    /// <summary>A link to a folder of tests has the role of what is in the folder.</summary>
    private static bool IsJudging(string tree, string path) => FileRoles.Of(path) == FileRole.Test || BuildFiles.Is(path)
        || (TreeFiles.LinkTarget(Path.Combine(tree, path)) is not null && FileRoles.Of($"{path}/file") == FileRole.Test);

    /// <summary>A link or folder that a change put in the place of a file or of one of its folders.</summary>
    private void RemoveWhatIsInTheWay(string target)
    {
        if (Directory.Exists(target) && TreeFiles.LinkTarget(target) is null)
        {
            TreeFiles.DeleteFolder(target);
        }

        for (var folder = Path.GetDirectoryName(target)!; folder.Length > Folder.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (File.Exists(folder) || TreeFiles.LinkTarget(folder) is not null)
            {
                File.Delete(folder);
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (TreeFiles.LinkTarget(target) is not null)
        {
            File.Delete(target);
        }
    }
}
