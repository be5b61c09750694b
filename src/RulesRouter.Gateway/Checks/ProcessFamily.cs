using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RulesRouter.Gateway.Checks;

/// <summary>
/// A process and all that it started, also what outlives the process that started it. A variable of the environment, which children
/// inherit, marks them; where the system shows no environments, or a process was started without its parent's, only processes whose parents
/// still run are found.
/// </summary>
internal sealed class ProcessFamily
{
    private const string Variable = "RULESROUTER_CHECK";

    /// <summary>A process may start another one while the processes are listed.</summary>
    private const int MaxRounds = 10;

    private readonly string mark = RandomNumberGenerator.GetHexString(32);

    public void Mark(ProcessStartInfo start) => start.Environment[Variable] = mark;

    public void Kill(Process first)
    {
        KillTree(first);
        for (var round = 0; round < MaxRounds && KillMarked(); round++)
        {
        }
    }

    /// <summary>Only what can be reached from the process by way of parents that still run.</summary>
    public static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has exited.
        }
    }

    /// <summary>Whether there was one.</summary>
    private bool KillMarked()
    {
        if (!Directory.Exists("/proc"))
        {
            return false;
        }

        var sought = Encoding.UTF8.GetBytes($"{Variable}={mark}");
        var found = false;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId
                && EnvironmentOf(folder).AsSpan().IndexOf(sought) >= 0)
            {
                found = true;
                KillOne(id);
            }
        }

        return found;
    }

    /// <summary>Empty where the process has ended, or belongs to someone else.</summary>
    private static byte[] EnvironmentOf(string folder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void KillOne(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}
