using System.Diagnostics;
using RulesRouter.FaultTests.Processes;

namespace RulesRouter.FaultTests.Faults;

/// <summary>A user without rights: for root, no permission of a file counts.</summary>
internal static class PlainUser
{
    private static readonly string[] WithoutRights = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    /// <summary>Words before a program; null where no such user can run it, and then the reason is printed.</summary>
    /// <param name="folders">Become the user's.</param>
    public static string[]? TryWrap(params string[] folders)
    {
        if (Environment.UserName != "root")
        {
            return [];
        }

        if (Run(["chown", "-R", "65534:65534", .. folders]) == 0 && Run([.. WithoutRights, "test", "-x", ServiceProcess.Tool]) == 0)
        {
            return WithoutRights;
        }

        Console.WriteLine("skipped: only root can run the program here");
        return null;
    }

    private static int Run(params string[] words)
    {
        try
        {
            using var process = Process.Start(words[0], words[1..]);
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
