using System.CommandLine;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Priors;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Language;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter evaluate priors</c>: how well abilities predict published scores and outcomes that they have not seen.</summary>
internal static class EvaluatePriorsCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var data = new Option<string[]>("--data")
        {
            Description = "outcomes of several models on the same tasks (JSONL, plain or .gz); repeatable",
            AllowMultipleArgumentsPerToken = true,
        };
        var map = new Option<string?>("--models")
        {
            Description = "JSON object of names in the outcomes and ids of models, over the built-in table",
        };
        var policies = SharedOptions.Policies();
        var format = SharedOptions.Format("human", "json");
        var command = new Command("priors", "measure abilities on published scores and on outcomes") { data, map, policies, format };
        command.SetAction(parsed =>
        {
            var files = parsed.GetValue(data) ?? [];
            UnreadablePath.Check([.. files, parsed.GetValue(map)]);
            var catalog = PolicyLoader.Load(PolicyPaths.Read(parsed.GetValue(policies)!)).Catalog;
            try
            {
                var result = PriorsCommand.Run(
                    new PriorsOptions { Catalog = catalog, DataFiles = [.. files], MapFile = parsed.GetValue(map) },
                    new ProgressLines(error));
                if (parsed.GetValue(format) == "json")
                {
                    result.WriteJson(output);
                }
                else
                {
                    result.WriteHuman(output);
                }

                return ExitCode.Fine;
            }
            catch (OutcomeDataException problem)
            {
                throw new UserError(problem.Message.TrimEnd('.'));
            }
        });
        return command;
    }

    private sealed class ProgressLines(TextWriter to) : IProgress<string>
    {
        public void Report(string value) => to.WriteLine(value);
    }
}
