using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RulesRouter.Cli.Tests;

/// <summary>
/// Runs the commands of README.md's <c>console</c> blocks in the repository's root and compares their output with the one shown. A line
/// <c>…</c> matches any number of lines, and <c>…</c> within a line any characters.
/// </summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> Commands => [.. Examples().Select(example => example.Command)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_prints_the_output_shown(string command)
    {
        var expected = Examples().First(example => example.Command == command).Output.TrimEnd();

        var printed = (await Run(command)).TrimEnd();

        var pattern = string.Concat(
            expected.Split('…').Select(Regex.Escape).SelectMany((part, index) => index == 0 ? [part] : (string[])[".*", part]));
        Assert.True(
            Regex.IsMatch(printed, $"^{pattern}$", RegexOptions.Singleline),
            $"$ {command}\nexpected:\n{expected}\nprinted:\n{printed}");
    }

    private static IEnumerable<(string Command, string Output)> Examples() =>
        Blocks().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n"))
            .SelectMany(block => Commanded().Matches(block.Groups[1].Value))
            .Select(example => (example.Groups[1].Value, example.Groups[2].Value));

    /// <summary>Standard output, then standard error, of the command with this build's <c>rulesrouter</c> on the path.</summary>
    private static async Task<string> Run(string command)
    {
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
        var tool = Directory.CreateTempSubdirectory("tool");
        try
        {
            var script = Path.Combine(tool.FullName, "rulesrouter");
            File.WriteAllText(
                script,
                $"#!/usr/bin/env bash\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "rulesrouter.dll")}' \"$@\"\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            var start = new ProcessStartInfo("bash", ["-c", command])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["PATH"] = $"{tool.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return output + await error;
        }
        finally
        {
            tool.Delete(recursive: true);
        }
    }

    [GeneratedRegex("```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^\$ (.*?)\n(.*?)(?=^\$ |\z)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Commanded();
}
