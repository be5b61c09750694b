using System.CommandLine;
using RulesRouter.Classifiers.Training.Attempts;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Cli.Exits;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter evaluate attempts</c>: what the cost of a failed attempt says about the attempts after it.</summary>
internal static class EvaluateAttemptsCommand
{
    public static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data")
        {
            Description = "outcomes and costs of several models on the same tasks (JSONL, plain or .gz)",
            Required = true,
        };
        var command = new Command("attempts", "measure what the cost of a failed attempt says about the next one") { data };
        command.SetAction(parsed =>
        {
            UnreadablePath.Check(parsed.GetValue(data));
            try
            {
                AttemptsCommand.Run(parsed.GetValue(data)!).WriteHuman(output);
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
