using System.Formats.Tar;
using System.IO.Compression;
using LibGit2Sharp;

namespace RulesRouter.Suites.Scenarios;

/// <summary>Writes the files of a commit as a tar archive without history. The same commit gives the same bytes.</summary>
internal static class SourceArchive
{
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = File | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Submodules are left out: their files are not in the repository.</summary>
    public static void Write(Commit commit, Stream target)
    {
        using var compressed = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        using var archive = new TarWriter(compressed, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (path, entry) in Files(commit.Tree, "").OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var blob = (Blob)entry.Target;
            var isLink = entry.Mode == Mode.SymbolicLink;
            var written = new PaxTarEntry(isLink ? TarEntryType.SymbolicLink : TarEntryType.RegularFile, path)
            {
                ModificationTime = commit.Committer.When,
                Mode = entry.Mode == Mode.ExecutableFile ? Executable : File,
            };
            using var content = blob.GetContentStream();
            if (isLink)
            {
                using var text = new StreamReader(content);
                written.LinkName = text.ReadToEnd();
            }
            else
            {
                var copy = new MemoryStream();
                content.CopyTo(copy);
                copy.Position = 0;
                written.DataStream = copy;
            }

            archive.WriteEntry(written);
        }
    }

    private static IEnumerable<(string Path, TreeEntry Entry)> Files(Tree tree, string prefix) =>
        tree.SelectMany(entry => entry.Target switch
        {
            Tree below => Files(below, $"{prefix}{entry.Name}/"),
            Blob => [(prefix + entry.Name, entry)],
            _ => [],
        });
}
