using System.IO.Enumeration;

namespace RulesRouter.Suites.Checking;

/// <summary>Enumerates and removes what is in a folder, never behind a link: it may lead out of the folder.</summary>
internal static class TreeFiles
{
    /// <summary>Files and links, relative and with forward slashes; a link to a folder is one entry.</summary>
    public static IEnumerable<string> Of(string folder) => Below(folder, folders: false)
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));

    /// <summary>The target of a link, wherever it leads and whether or not it exists; null for what is no link.</summary>
    public static string? LinkTarget(string path) => new FileInfo(path).LinkTarget;

    /// <summary>Whether a file, a link or a folder is there; a link counts whatever it leads to.</summary>
    public static bool Exists(string path) => File.Exists(path) || LinkTarget(path) is not null || Directory.Exists(path);

    /// <summary>Copies a file with its content, and a link as a link, over what is there. The folder exists.</summary>
    public static void Copy(string source, string target)
    {
        if (LinkTarget(source) is { } leadsTo)
        {
            File.Delete(target);
            File.CreateSymbolicLink(target, leadsTo);
        }
        else
        {
            File.Copy(source, target, overwrite: true);
        }
    }

    /// <summary>Removes a folder, also where a command took away the right to write in it.</summary>
    public static void DeleteFolder(string folder)
    {
        foreach (var path in Below(folder, folders: true))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Full paths.</summary>
    private static FileSystemEnumerable<string> Below(string folder, bool folders)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.None,
            IgnoreInaccessible = true,
        };
        return new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => folders == (entry.IsDirectory && !IsLink(ref entry)),
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !IsLink(ref entry),
        };
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
}
