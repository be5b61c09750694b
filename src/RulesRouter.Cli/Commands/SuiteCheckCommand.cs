using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Cli.Exits;
using RulesRouter.Names;
using RulesRouter.Suites.Checking;
using RulesRouter.Suites.Sandboxing;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter suite check</c>: drops the scenarios whose own tests cannot judge.</summary>
internal static class SuiteCheckCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(TextWriter output, TextWriter error)
    {
        var suite = new Argument<string>("suite") { Description = "folder that `suite mine` wrote" };
        var parallel = new Option<int>("--parallel") { Description = "scenarios at once", DefaultValueFactory = _ => 1 };
        var minutes = new Option<double>("--timeout-minutes")
        {
            Description = "time limit of one run of the tests",
            DefaultValueFactory = _ => CommandLimits.Default.Time.TotalMinutes,
        };
        var memory = new Option<int>("--memory-mb")
        {
            Description = "limit of the resident memory of one run",
            DefaultValueFactory = _ => (int)(CommandLimits.Default.Memory >> 20),
        };
        var format = SharedOptions.Format("human", "json");
        var command = new Command(
            "check",
            "run each scenario's tests without and with its change, three times, and drop those that cannot judge")
        {
            suite,
            parallel,
            minutes,
            memory,
            format,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var folder = parsed.GetValue(suite)!;
            UnreadablePath.Check(folder);
            var limits = CommandLimits.Default with
            {
                Time = TimeSpan.FromMinutes(AtLeast(parsed.GetValue(minutes), double.Epsilon, "--timeout-minutes")),
                Memory = (long)AtLeast(parsed.GetValue(memory), 1, "--memory-mb") << 20,
            };
            var sandbox = await Sandbox.Strongest(limits, stop).ConfigureAwait(false);
            var checks = await SuiteCommands.Ran(
                () => SuiteChecker.Check(
                    folder,
                    sandbox,
                    (int)AtLeast(parsed.GetValue(parallel), 1, "--parallel"),
                    check => error.WriteLine(Line(check)),
                    stop),
                $"stopped; not all scenarios of `{folder}` are checked, run the same command again").ConfigureAwait(false);
            if (parsed.GetValue(format) == "json")
            {
                output.WriteLine(Json(checks, sandbox.Isolation).ToJsonString(Indented));
            }
            else
            {
                Write(checks, sandbox, folder, output);
            }

            return checks.Any(check => check.Dropped is null) ? ExitCode.Fine : ExitCode.Findings;
        });
        return command;
    }

    private static string Line(ScenarioCheck check)
    {
        var detail = check.Detail is null ? "" : $": {check.Detail}";
        var result = check.Dropped is { } reason
            ? $"dropped, {Explained(reason)}{detail}"
            : $"{check.FailToPass.Length} to pass, {check.PassToPass.Length} to keep passing";
        return string.Create(CultureInfo.InvariantCulture, $"{check.Id}: {result} ({check.Elapsed.TotalSeconds:0.0} s)");
    }

    private static void Write(ImmutableArray<ScenarioCheck> checks, Sandbox sandbox, string folder, TextWriter output)
    {
        var kept = checks.Count(check => check.Dropped is null);
        output.WriteLine($"{kept} of {checks.Length} scenarios can judge a change; {Isolated(sandbox.Isolation)}");
        if (sandbox.WeakerBecause is { } problem)
        {
            output.WriteLine($"bubblewrap does not work here: {problem}");
        }

        var dropped = checks.Where(check => check.Dropped is not null).GroupBy(check => check.Dropped!.Value);
        foreach (var group in dropped.OrderBy(group => group.Key))
        {
            output.WriteLine($"{group.Count(),6}  dropped: {Explained(group.Key)}; such as {group.First().Id}");
        }

        if (kept < checks.Length)
        {
            output.WriteLine($"dropped scenarios are in {Path.Combine(folder, SuiteChecker.DroppedFolder)}");
        }
    }

    private static string Isolated(Isolation isolation) => isolation switch
    {
        Isolation.Bubblewrap => "tests ran without network and without the machine's files (bubblewrap)",
        Isolation.NetworkOnly => "tests ran without network, but could read and write the machine's files (no bubblewrap)",
        Isolation.None => "tests ran with network and the machine's files (neither bubblewrap nor unshare works here)",
    };

    private static string Explained(DropReason reason) => reason switch
    {
        DropReason.DoesNotExtract => "the files of the base commit cannot be written",
        DropReason.DoesNotApply => "a patch does not apply",
        DropReason.DoesNotBuild => "the merged change gives no test result",
        DropReason.OverLimit => "over a limit",
        DropReason.PassesWithoutChange => "no test fails without the change",
        DropReason.GoldFails => "a test of the change fails with the merged change",
        DropReason.Flaky => "its tests are flaky",
    };

    private static JsonObject Json(ImmutableArray<ScenarioCheck> checks, Isolation isolation) => new()
    {
        ["isolation"] = EnumNames<Isolation>.NameOf(isolation),
        ["scenarios"] = new JsonArray(
        [
            .. checks.Select(check => new JsonObject
            {
                ["id"] = check.Id,
                ["dropped"] = check.Dropped is { } reason ? EnumNames<DropReason>.NameOf(reason) : null,
                ["detail"] = check.Detail,
                ["failToPass"] = Names(check.FailToPass),
                ["passToPass"] = Names(check.PassToPass),
                ["flaky"] = Names(check.Flaky),
                ["seconds"] = Math.Round(check.Elapsed.TotalSeconds, 3),
            }),
        ]),
    };

    private static JsonArray Names(ImmutableArray<string> tests) => new([.. tests.Select(name => JsonValue.Create(name))]);

    private static double AtLeast(double value, double min, string option) => value >= min
        ? value
        : throw new UserError(string.Create(CultureInfo.InvariantCulture, $"{option} must be positive, found {value}"));
}
