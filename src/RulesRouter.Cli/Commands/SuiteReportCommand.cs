using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Rendering;
using RulesRouter.Suites.Reporting;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter suite report</c>: what all runs of a suite found.</summary>
internal static class SuiteReportCommand
{
    public static Command Create(TextWriter output)
    {
        var suite = new Argument<string>("suite") { Description = "folder of a suite that was run" };
        var outcomes = new Option<string?>("--outcomes")
        {
            Description = "file to write outcomes to, as JSONL for `outcomes import` and `classifier adapt`",
        };
        var html = new Option<string?>("--html") { Description = "file to write a self-contained page with charts to" };
        var format = SharedOptions.Format("human", "json");
        var command = new Command("report", "show what models achieved on a suite, at what cost for each solved scenario")
        {
            suite,
            outcomes,
            html,
            format,
        };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(suite)!;
            UnreadablePath.Check(folder);
            try
            {
                var results = new ResultFiles(folder).All();
                var scenarios = SuiteFolder.Read(folder);
                if (results.IsEmpty)
                {
                    throw new UserError($"`{folder}` has no result; `rulesrouter suite run {folder} --models FILE` makes them");
                }

                AttemptReport.Write(results, parsed.GetValue(format) == "json", output);
                if (parsed.GetValue(outcomes) is { } file)
                {
                    File.WriteAllLines(file, OutcomeLines.Of(results, scenarios));
                }

                if (parsed.GetValue(html) is { } page)
                {
                    var title = $"Evaluation suite {Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/'))}";
                    File.WriteAllText(page, HtmlReport.Write(results, scenarios, title));
                }

                return ExitCode.Fine;
            }
            catch (FormatException exception)
            {
                throw new UserError(exception.Message);
            }
        });
        return command;
    }
}
