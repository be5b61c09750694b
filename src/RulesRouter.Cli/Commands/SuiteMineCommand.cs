using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Names;
using RulesRouter.Suites.Mining;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter suite mine</c>: scenarios from a git history.</summary>
internal static class SuiteMineCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(TextWriter output)
    {
        var repository = new Argument<string>("repository") { Description = "folder of a git repository" };
        var folder = new Option<string>("--out") { Description = "folder of the suite", DefaultValueFactory = _ => "suite" };
        var branch = new Option<string?>("--branch")
        {
            Description = "branch, tag or commit whose first-parent history is read; default: HEAD",
        };
        var since = new Option<string?>("--since") { Description = "date, YYYY-MM-DD (UTC); earlier commits are not read" };
        var max = new Option<int>("--max") { Description = "maximum number of scenarios, newest first", DefaultValueFactory = _ => 50 };
        var paths = new Option<string[]>("--paths")
        {
            Description = "a change must touch one of these paths",
            AllowMultipleArgumentsPerToken = true,
        };
        var issues = new Option<string?>("--issues")
        {
            Description = "JSON of issues and pull requests (`gh issue list --json number,title,body`); their text becomes the instruction",
        };
        var testCommand = new Option<string?>("--test-command")
        {
            Description = $"shell command that runs the tests and writes TRX or JUnit XML to {TestCommands.Results}/; default: detected",
        };
        var prepare = new Option<string?>("--prepare-command")
        {
            Description = "shell command that downloads the dependencies before the network is cut off; default: that of the test system",
        };
        var attributes = AttributeOptions.Pairs("--attribute", "name=value of an attribute of every scenario, for the policy; repeatable");
        var export = new Option<string?>("--export") { Description = "swebench: also write SWE-bench's swebench.jsonl into the suite" };
        export.AcceptOnlyFromAmong("swebench");
        var format = SharedOptions.Format("human", "json");
        var command = new Command("mine", "make scenarios of the changes in a git history that came with tests")
        {
            repository,
            folder,
            branch,
            since,
            max,
            paths,
            issues,
            testCommand,
            prepare,
            attributes,
            export,
            format,
        };
        command.SetAction(parsed =>
        {
            var options = new MiningOptions
            {
                Repository = parsed.GetValue(repository)!,
                Branch = parsed.GetValue(branch),
                Since = Day(parsed.GetValue(since)),
                Max = Positive(parsed.GetValue(max)),
                Paths = [.. parsed.GetValue(paths) ?? []],
                Reported = Reported(parsed.GetValue(issues)),
                TestCommand = parsed.GetValue(testCommand),
                PrepareCommand = parsed.GetValue(prepare),
                Attributes = Attributes(parsed.GetValue(attributes) ?? []),
            };
            UnreadablePath.Check(options.Repository);
            var suite = parsed.GetValue(folder)!;
            var result = Mined(() => HistoryMiner.Mine(options));
            SuiteFolder.Write(result.Scenarios, options.Repository, suite);
            if (parsed.GetValue(export) is not null)
            {
                var name = Path.GetFileName(Path.GetFullPath(options.Repository).TrimEnd('/'));
                File.WriteAllLines(
                    Path.Combine(suite, "swebench.jsonl"),
                    result.Scenarios.Select(scenario => SwebenchLine.Write(scenario, name)));
            }

            if (parsed.GetValue(format) == "json")
            {
                output.WriteLine(Json(result).ToJsonString(Indented));
            }
            else
            {
                Write(result, suite, output);
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static void Write(MiningResult result, string suite, TextWriter output)
    {
        output.WriteLine($"{Count(result.Scenarios.Length, "scenario")} of {Count(result.Looked, "commit")}, written to {suite}");
        foreach (var group in result.Scenarios.GroupBy(scenario => (scenario.Task, scenario.TestSystem)).OrderBy(group => group.Key))
        {
            var (task, system) = (EnumNames<TaskKind>.NameOf(group.Key.Task), EnumNames<TestSystem>.NameOf(group.Key.TestSystem));
            output.WriteLine($"{group.Count(),6}  {task}, {system}");
        }

        if (!result.Skipped.IsEmpty)
        {
            output.WriteLine("skipped");
            foreach (var group in result.Skipped.GroupBy(skipped => skipped.Reason).OrderBy(group => group.Key))
            {
                var example = group.First();
                var detail = example.Detail is null ? "" : $" ({example.Detail})";
                output.WriteLine($"{group.Count(),6}  {Explained(group.Key)}; such as {example.Commit[..8]}{detail}");
            }
        }

        output.WriteLine(result.Reached switch
        {
            WalkEnd.FirstCommit => "the whole history was read",
            WalkEnd.ShallowClone => "earlier commits were not read: the clone is shallow; get them with `git fetch --unshallow`",
            WalkEnd.Since => "earlier commits were not read (--since)",
            WalkEnd.Max => "earlier commits were not read (--max)",
        });
    }

    private static string Explained(SkipReason reason) => reason switch
    {
        SkipReason.NoParent => "first commit of the history",
        SkipReason.ShallowParent => "first commit of the shallow clone: its parent is missing",
        SkipReason.OutsidePaths => "outside the given paths",
        SkipReason.Revert => "reverts another commit",
        SkipReason.NoTests => "adds nothing to a test",
        SkipReason.NoSource => "touches no source file besides tests, generated and lock files",
        SkipReason.TooManyFiles => "touches too many source files",
        SkipReason.OnlyRenames => "mostly renames files",
        SkipReason.Binary => "has a binary file",
        SkipReason.Submodule => "changes a submodule",
        SkipReason.NoTestSystem => "no test system recognised; use --test-command",
        SkipReason.NoInstruction => "the message does not say what to do",
        SkipReason.RevealsSolution => "the message reveals the solution",
    };

    private static JsonObject Json(MiningResult result) => new()
    {
        ["scenarios"] = new JsonArray([.. result.Scenarios.Select(scenario => JsonNode.Parse(ScenarioJson.Write(scenario)))]),
        ["skipped"] = new JsonArray(
        [
            .. result.Skipped.Select(skipped => new JsonObject
            {
                ["commit"] = skipped.Commit,
                ["subject"] = skipped.Subject,
                ["reason"] = EnumNames<SkipReason>.NameOf(skipped.Reason),
                ["detail"] = skipped.Detail,
            }),
        ]),
        ["reached"] = EnumNames<WalkEnd>.NameOf(result.Reached),
    };

    private static MiningResult Mined(Func<MiningResult> mine)
    {
        try
        {
            return mine();
        }
        catch (FormatException exception)
        {
            throw new UserError(exception.Message);
        }
    }

    private static ImmutableDictionary<int, ReportedText> Reported(string? path)
    {
        UnreadablePath.Check(path);
        try
        {
            return path is null ? ImmutableDictionary<int, ReportedText>.Empty : ReportedText.Read(File.ReadAllBytes(path));
        }
        catch (FormatException exception)
        {
            throw new UserError($"{path}: {exception.Message}");
        }
    }

    private static ImmutableSortedDictionary<string, string> Attributes(IEnumerable<string> pairs) => pairs.ToImmutableSortedDictionary(
        pair => pair[..pair.IndexOf('=', StringComparison.Ordinal)],
        pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..],
        StringComparer.Ordinal);

    private static int Positive(int max) => max > 0 ? max : throw new UserError($"--max must be at least 1, found {max}");

    private static DateTimeOffset? Day(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : throw new UserError($"`{text}` is not a date; use YYYY-MM-DD");

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
