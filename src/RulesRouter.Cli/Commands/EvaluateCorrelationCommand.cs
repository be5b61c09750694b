using System.CommandLine;
using RulesRouter.Classifiers.Data;
using RulesRouter.Verification.Correlation;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter evaluate correlation</c>: how much failures of different models on one task go together.</summary>
internal static class EvaluateCorrelationCommand
{
    public static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data") { Description = "outcomes of several models on the same tasks, as JSONL, plain or .gz", Required = true };
        var command = new Command("correlation", "how much failures of different models on one task go together") { data };
        command.SetAction(parsed =>
        {
            try
            {
                CorrelationCommand.Run(parsed.GetValue(data)!).WriteHuman(output);
                return ExitCode.Fine;
            }
            catch (OutcomeDataException fault)
            {
                throw new UserError(fault.Message.TrimEnd('.'));
            }
        });
        return command;
    }
}
