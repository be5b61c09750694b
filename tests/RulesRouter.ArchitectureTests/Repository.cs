using System.Diagnostics;

namespace RulesRouter.ArchitectureTests;

internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Paths of all files that git tracks or would track, relative to the root, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Git("ls-files", "-z", "--cached", "--others", "--exclude-standard").Distinct().Where(Exists).Order(StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>A deleted file is listed until its deletion is committed.</summary>
    private static bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    private static string[] Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, "git ls-files failed: these tests need git and a clone of the repository");
        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "RulesRouter.sln"))
            ? directory
            : Find(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("no RulesRouter.sln above the tests"));
}
