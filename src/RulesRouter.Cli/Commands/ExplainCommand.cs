using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Reference;
using RulesRouter.Diagnostics;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter explain</c>: the catalogue of diagnostics, and recorded decisions.</summary>
internal static class ExplainCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var code = new Argument<string?>("code|id")
        {
            Description = "diagnostic code such as RR0405, or id of a recorded decision; default: list all codes",
            DefaultValueFactory = _ => null,
        };
        var format = SharedOptions.Format("human", "json", "markdown");
        var command = new Command(
            "explain",
            "explain a diagnostic: meaning, fix and an example; or a recorded decision, which is decided again and compared byte for byte")
        {
            code,
            format,
        };
        var decision = new ExplainDecision();
        decision.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(code) is { } one && ExplainDecision.IsId(one))
            {
                return decision.Run(one, parsed.GetValue(format)!, parsed, output, error);
            }

            var codes = parsed.GetValue(code) is { } id ? [Find(id)] : DiagnosticCodes.All;
            output.Write(parsed.GetValue(format) switch
            {
                "json" => DiagnosticsPage.Json(codes),
                "markdown" => codes.Length == 1 ? DiagnosticsPage.Section(codes[0]) : DiagnosticsPage.Write(),
                _ => codes.Length == 1 ? DiagnosticsPage.Plain(codes[0]) : DiagnosticsPage.List(codes),
            });
            return ExitCode.Fine;
        });
        return command;
    }

    private static DiagnosticCode Find(string id)
    {
        if (DiagnosticCodes.Find(id) is { } found)
        {
            return found;
        }

        var help = Suggestion.DidYouMean(id.ToUpperInvariant(), DiagnosticCodes.All.Select(code => code.Id));
        throw new UserError($"unknown diagnostic code `{id}`; {(help.Length > 0 ? help : "`rulesrouter explain` lists all codes")}");
    }
}
