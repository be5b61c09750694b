using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Cli.Rendering;
using RulesRouter.Suites.Reporting;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter suite report</c>: what all runs of a suite found, and what it means for a policy.</summary>
internal static class SuiteReportCommand
{
    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var suite = new Argument<string>("suite") { Description = "folder of a suite that was run" };
        var policy = new Option<string?>("--policy")
        {
            Description = "policy whose choice is compared with the chain of lowest expected total cost",
        };
        var options = new SuitePolicyOptions();
        var store = new Option<string?>("--store") { Description = "outcome store that the policy's decisions learn from today" };
        var at = new Option<string?>("--at") { Description = "time of prices and evidence (RFC 3339); default: now" };
        var write = new Option<string?>("--write-policy")
        {
            Description = "new folder to write the policies with the best chains to; `rulesrouter diff` compares it",
        };
        var requests = new Option<string?>("--requests")
        {
            Description = "file to write the scenarios to as requests, for `diff --requests`",
        };
        var outcomes = new Option<string?>("--outcomes")
        {
            Description = "file to write outcomes to, as JSONL for `outcomes import` and `classifier adapt`",
        };
        var html = new Option<string?>("--html") { Description = "file to write a self-contained page with charts to" };
        var format = SharedOptions.Format("human", "json");
        var command = new Command("report", "show what models achieved on a suite, at what cost, and which chain a policy should use")
        {
            suite,
            policy,
            store,
            at,
            write,
            requests,
            outcomes,
            html,
            format,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var (folder, name) = (parsed.GetValue(suite)!, parsed.GetValue(policy));
            UnreadablePath.Check(folder, parsed.GetValue(store));
            Option[] ofPolicy = [write, requests, store, at, .. options.All];
            if (name is null && ofPolicy.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } alone)
            {
                throw new UserError($"`{alone.Name}` needs `--policy NAME`, the policy that is compared");
            }

            var (results, scenarios) = Read(folder);
            var time = TimestampOption.Read(parsed.GetValue(at)) ?? clock.GetUtcNow();
            var chains = name is null
                ? null
                : SuiteChains.Of(scenarios, results, name, parsed.GetValue(store), time, options, parsed, error);
            var summary = SuiteSummary.Of(results, scenarios, chains?.Chains);
            SuiteSummaryReport.Write(summary, parsed.GetValue(format) == "json", output);
            WriteLines(parsed.GetValue(outcomes), OutcomeLines.Of(results, scenarios));
            WriteLines(parsed.GetValue(requests), chains?.Requests ?? []);
            if (parsed.GetValue(html) is { } page)
            {
                var title = $"Evaluation suite {Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/'))}";
                File.WriteAllText(page, HtmlReport.Write(summary, title));
            }

            if (parsed.GetValue(write) is { } target)
            {
                var said = parsed.GetValue(format) == "json" ? error : output;
                ProposedPolicies.Write(chains!, parsed.GetValue(options.Policies)!, target, parsed.GetValue(requests), said);
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static (ImmutableArray<AttemptResult> Results, ImmutableArray<Scenario> Scenarios) Read(string suite)
    {
        try
        {
            var scenarios = SuiteFolder.Read(suite);
            var results = new ResultFiles(suite).All();
            return results.IsEmpty
                ? throw new UserError($"`{suite}` has no result; `rulesrouter suite run {suite} --models FILE` makes them")
                : (results, scenarios);
        }
        catch (FormatException exception)
        {
            throw new UserError(exception.Message);
        }
    }

    private static void WriteLines(string? file, IEnumerable<string> lines)
    {
        if (file is not null)
        {
            File.WriteAllLines(file, lines);
        }
    }
}
