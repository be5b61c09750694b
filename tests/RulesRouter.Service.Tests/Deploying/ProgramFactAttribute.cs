using System.ComponentModel;
using System.Diagnostics;

namespace RulesRouter.Service.Tests.Deploying;

/// <summary>A test that needs a program, and is skipped with the reason where it cannot be run.</summary>
internal sealed class ProgramFactAttribute : FactAttribute
{
    /// <param name="arguments">With them it must end with 0.</param>
    public ProgramFactAttribute(string program, params string[] arguments) =>
        Skip = Runs(program, arguments) ? null : $"`{string.Join(' ', [program, .. arguments])}` does not run here";

    private static bool Runs(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.WaitForExit();
            return arguments.Length == 0 || process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
