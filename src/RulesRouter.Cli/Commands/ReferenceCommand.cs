using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Reference;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter reference</c>: the language reference of this build.</summary>
internal static class ReferenceCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command(
            "reference",
            "print the language reference as Markdown: every key, fact, constraint, obligation and function");
        command.SetAction(_ =>
        {
            output.Write(ReferencePage.Write());
            return ExitCode.Fine;
        });
        return command;
    }
}
