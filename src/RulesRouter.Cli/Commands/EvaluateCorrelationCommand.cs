using System.CommandLine;
using RulesRouter.Classifiers.Training.Correlation;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Cli.Exits;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter evaluate correlation</c>: how strongly failures of different models on the same task are correlated.</summary>
internal static class EvaluateCorrelationCommand
{
    public static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data")
        {
            Description = "outcomes of several models on the same tasks (JSONL, plain or .gz)",
            Required = true,
        };
        var command = new Command("correlation", "measure how strongly failures of models on the same task are correlated") { data };
        command.SetAction(parsed =>
        {
            UnreadablePath.Check(parsed.GetValue(data));
            try
            {
                CorrelationCommand.Run(parsed.GetValue(data)!).WriteHuman(output);
                return ExitCode.Fine;
            }
            catch (OutcomeDataException problem)
            {
                throw new UserError(problem.Message.TrimEnd('.'));
            }
        });
        return command;
    }
}
