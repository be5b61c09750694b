using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Suites.Running;

namespace RulesRouter.Cli.Tests;

/// <summary>A run of a suite that is killed at random and started again.</summary>
public sealed class SuiteResumeTests : IDisposable
{
    private const int Kills = 4;

    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SuiteFact]
    public async Task Killed_and_resumed_run_has_the_results_of_a_run_without_a_kill()
    {
        await Run("bash", Path.Combine(Repository.TestData("suite-tour"), "history"), In("repository"));
        Terminal.Run("suite", "mine", In("repository"), "--out", In("suite"));
        Assert.Equal(0, Terminal.Run("suite", "check", In("suite")).ExitCode);
        Copy(In("suite"), In("killed"));
        var models = Path.Combine(Repository.TestData("suite-tour"), "models.toml");

        Assert.Equal(0, Terminal.Run("suite", "run", In("suite"), "--models", models, "--max-usd", "5").ExitCode);
        var random = new Random(1);
        var before = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAfter(random.Next(1, 3), Results(), models);
            Assert.True(Results() >= before);
            before = Results();
        }

        var resumed = Terminal.Run("suite", "run", In("killed"), "--models", models, "--max-usd", "5");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("(earlier run)", resumed.Error, StringComparison.Ordinal);
        Assert.Equal<string>(Unmeasured(In("suite")), Unmeasured(In("killed")));
    }

    private int Results() => Directory.Exists(In($"killed/{ResultFiles.Folder}"))
        ? Directory.GetFiles(In($"killed/{ResultFiles.Folder}"), "*.json").Length
        : 0;

    /// <summary>Kills the process at once, in the middle of an attempt, when it has finished so many more.</summary>
    private async Task KillAfter(int more, int before, string models)
    {
        using var process = Start(
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "rulesrouter.dll"), "suite", "run", In("killed"), "--models", models, "--max-usd", "5");
        while (Results() < before + more && !process.HasExited)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>One text for each result, so that a difference is easy to find.</summary>
    private static ImmutableArray<string> Unmeasured(string suite) =>
        [.. new ResultFiles(suite).All().Select(result => (result with { Seconds = 0, FinishedAt = default }).ToString())];

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Copy(string source, string target)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        foreach (var path in Directory.EnumerateFiles(source, "*", all))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    private string In(string path) => Path.Combine(folder, path);
}
