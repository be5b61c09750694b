using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RulesRouter.Cli.Tests;

/// <summary>
/// Runs the commands of <c>console</c> blocks in the repository's root, those of one block in their order, and compares their output with
/// the one shown. A line <c>…</c> matches any number of lines, and <c>…</c> within a line any characters. A comment such as
/// <c>needs: node</c> before a block names programs without which it is left out.
/// </summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] Files = ["README.md", "src/RulesRouter.Suites/README.md"];

    /// <summary>By the first command of each block.</summary>
    public static TheoryData<string, string> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, string>();
            foreach (var file in Files)
            {
                foreach (var (needs, examples) in BlocksOf(file))
                {
                    if (Missing(needs) is { } missing)
                    {
                        Console.WriteLine($"left out: {file}: {examples[0].Command} needs {missing}, which does not work here");
                    }
                    else
                    {
                        blocks.Add(file, examples[0].Command);
                    }
                }
            }

            return blocks;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Commands_print_the_output_shown(string file, string command)
    {
        foreach (var example in BlocksOf(file).Single(block => block.Examples[0].Command == command).Examples)
        {
            var (expected, printed) = (example.Output.TrimEnd(), (await Run(example.Command)).TrimEnd());

            var pattern = string.Concat(
                expected.Split('…').Select(Regex.Escape).SelectMany((part, index) => index == 0 ? [part] : (string[])[".*", part]));
            Assert.True(
                Regex.IsMatch(printed, $"^{pattern}$", RegexOptions.Singleline),
                $"$ {example.Command}\nexpected:\n{expected}\nprinted:\n{printed}");
        }
    }

    private static IEnumerable<(string Needs, List<(string Command, string Output)> Examples)> BlocksOf(string file) =>
        ConsoleBlocks().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n"))
            .Select(block => (
                block.Groups[1].Value,
                Commanded().Matches(block.Groups[2].Value).Select(example => (example.Groups[1].Value, example.Groups[2].Value)).ToList()));

    /// <summary>The first program that does not run; null if all do.</summary>
    private static string? Missing(string needs) => needs.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .FirstOrDefault(program => program == "bwrap" ? !SuiteFactAttribute.HasBubblewrap : !SuiteFactAttribute.IsOnPath(program));

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

    [GeneratedRegex("(?:<!-- needs: ([^\n]*?) -->\n)?```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ConsoleBlocks();

    [GeneratedRegex(@"^\$ (.*?)\n(.*?)(?=^\$ |\z)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Commanded();
}
