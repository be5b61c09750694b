using System.Diagnostics;
using System.Globalization;

namespace RulesRouter.FaultTests.Faults;

/// <summary>A limit on the size of the files that a process writes: as a full disk, for every user.</summary>
internal static class FileSizeLimit
{
    /// <summary>Words before a program that lets its writes beyond the limit fail, in place of ending it by a signal.</summary>
    public static string[] Wrapper { get; } = ["bash", "-c", "trap '' XFSZ; exec \"$@\"", "bash"];

    /// <param name="bytes">Null for no limit.</param>
    public static void Set(int process, long? bytes)
    {
        var limit = bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        using var change = Process.Start(
            "prlimit",
            ["--pid", process.ToString(CultureInfo.InvariantCulture), $"--fsize={limit}:unlimited"]);
        change.WaitForExit();
        Assert.Equal(0, change.ExitCode);
    }
}
