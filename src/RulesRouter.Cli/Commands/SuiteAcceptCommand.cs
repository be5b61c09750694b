using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Suites.Checking;
using RulesRouter.Suites.MergeReady;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter suite accept</c>: a reviewer's version of a change, which edits to merge-ready are counted to.</summary>
internal static class SuiteAcceptCommand
{
    public static Command Create(TextWriter output)
    {
        var suite = new Argument<string>("suite") { Description = "folder of the suite" };
        var scenario = new Argument<string>("scenario") { Description = "id of the scenario" };
        var patch = new Option<string>("--patch")
        {
            Description = "git patch from the scenario's base commit to the accepted version",
            Required = true,
        };
        var command = new Command("accept", "store a version of a change that a reviewer accepts") { suite, scenario, patch };
        command.SetAction(async (parsed, stop) =>
        {
            var (folder, file) = (Path.Combine(parsed.GetValue(suite)!, parsed.GetValue(scenario)!), parsed.GetValue(patch)!);
            UnreadablePath.Check(Path.Combine(folder, ScenarioJson.FileName), file);
            var content = await File.ReadAllTextAsync(file, stop).ConfigureAwait(false);
            using var tree = await WorkTree.Extract(folder, stop).ConfigureAwait(false);
            if (content.Trim().Length == 0 || !await tree.Apply(content, stop).ConfigureAwait(false))
            {
                throw new UserError($"`{file}` is no patch that applies to the scenario's base commit");
            }

            AcceptedVersions.Add(folder, Path.GetFileNameWithoutExtension(file), content);
            output.WriteLine($"accepted; edits to merge-ready of {parsed.GetValue(scenario)} are counted to the nearest accepted version");
            return ExitCode.Fine;
        });
        return command;
    }
}
