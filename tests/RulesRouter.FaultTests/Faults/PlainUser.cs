using System.Diagnostics;
using RulesRouter.FaultTests.Processes;

namespace RulesRouter.FaultTests.Faults;

/// <summary>A user whom the permissions of files keep out: root writes any file.</summary>
internal static class PlainUser
{
    private static readonly string[] Nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    /// <summary>Words before a program; null where no such user can run it, and then the reason is printed.</summary>
    /// <param name="folders">Become the user's.</param>
    public static string[]? TryWrap(params string[] folders)
    {
        if (Environment.UserName != "root")
        {
            return [];
        }

        if (Run(["chown", "-R", "65534:65534", .. folders]) == 0 && Run([.. Nobody, "test", "-x", ServiceProcess.Tool]) == 0)
        {
            return Nobody;
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
