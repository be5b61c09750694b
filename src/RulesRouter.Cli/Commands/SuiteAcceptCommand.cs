using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Diagnostics;
using RulesRouter.Suites.Checking;
using RulesRouter.Suites.MergeReady;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter suite accept</c>: a reviewer's version of a change, which edits to merge-ready are counted to.</summary>
internal static class SuiteAcceptCommand
{
    public static Command Create(TextWriter output)
    {
        var suite = new Argument<string>("suite") { Description = "folder of the suite" };
        var scenario = new Argument<string>("scenario") { Description = "id of the scenario" };
        var patch = new Option<string?>("--patch") { Description = "git patch from the scenario's base commit to the accepted version" };
        var model = new Option<string?>("--model") { Description = "accept what this model of the suite's results made, as it is" };
        var show = new Option<bool>("--show")
        {
            Description = "print the model's change and accept nothing, so that a reviewer can correct it",
        };
        var command = new Command("accept", "store a version of a change that a reviewer accepts, and count the edits to it")
        {
            suite,
            scenario,
            patch,
            model,
            show,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var (folder, id) = (parsed.GetValue(suite)!, parsed.GetValue(scenario)!);
            UnreadablePath.Check(folder);
            var known = Scenario(folder, id);
            var accepted = Accepted(folder, id, parsed.GetValue(patch), parsed.GetValue(model));
            if (parsed.GetValue(show))
            {
                output.Write(accepted.Patch);
                return ExitCode.Fine;
            }

            var counted = await Store(folder, known, accepted.Name, accepted.Patch, stop).ConfigureAwait(false);
            output.WriteLine($"accepted; edits to merge-ready of {counted} results of {id} are counted to the nearest accepted version");
            return ExitCode.Fine;
        });
        return command;
    }

    private static (string Name, string Patch) Accepted(string suite, string scenario, string? file, string? model)
    {
        if (file is null == model is null)
        {
            throw new UserError(
                "name the accepted version with --patch FILE, or a model whose change is accepted as it is with --model NAME");
        }

        UnreadablePath.Check(file);
        return file is not null
            ? (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))
            : (model!, AcceptedResults.PatchOf(suite, scenario, model!)
                ?? throw new UserError(
                    $"`{suite}` has no change of model `{model}` at scenario `{scenario}`{KnownModels(suite, scenario)}"));
    }

    private static string KnownModels(string suite, string scenario)
    {
        var names = new ResultFiles(suite).All()
            .Where(result => result.Scenario == scenario && result.Patch is not null)
            .Select(result => $"`{result.Model}`")
            .Distinct()
            .ToList();
        return names.Count == 0 ? "; `rulesrouter suite run` makes changes" : $"; models with one: {string.Join(", ", names)}";
    }

    private static Scenario Scenario(string suite, string id)
    {
        try
        {
            var scenarios = SuiteFolder.Read(suite);
            var ids = scenarios.Select(scenario => scenario.Id).ToList();
            return scenarios.FirstOrDefault(scenario => scenario.Id == id)
                ?? throw new UserError($"`{suite}` has no scenario `{id}`{Suggestion.Clause(id, ids, $"the first is `{ids[0]}`")}");
        }
        catch (FormatException exception)
        {
            throw new UserError(exception.Message);
        }
    }

    private static async Task<int> Store(string suite, Scenario scenario, string name, string patch, CancellationToken stop)
    {
        var folder = Path.Combine(suite, scenario.Id);
        using (var tree = await WorkTree.Extract(folder, stop).ConfigureAwait(false))
        {
            if (patch.Trim().Length == 0 || !await tree.Apply(patch, stop).ConfigureAwait(false))
            {
                throw new UserError($"the version `{name}` is no patch that applies to the base commit of `{scenario.Id}`");
            }
        }

        AcceptedVersions.Add(folder, name, patch);
        return await AcceptedResults.CountEdits(suite, scenario, stop).ConfigureAwait(false);
    }
}
