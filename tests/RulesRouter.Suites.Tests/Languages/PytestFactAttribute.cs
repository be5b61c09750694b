using System.Diagnostics;

namespace RulesRouter.Suites.Tests.Languages;

/// <summary>A fact that needs Python with pytest, and is skipped with the reason where it is absent.</summary>
internal sealed class PytestFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Works = new(() =>
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", "-m pytest --version")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    public PytestFactAttribute()
    {
        if (!Works.Value)
        {
            Skip = "`python3 -m pytest --version` fails: pytest is not installed";
        }
    }
}
