using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Reference;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter reference</c>: the language reference of this build, or the settings of <c>serve</c>.</summary>
internal static class ReferenceCommand
{
    public static Command Create(TextWriter output)
    {
        var settings = new Command("settings", "print the settings of `serve` as a Markdown table");
        settings.SetAction(_ =>
        {
            output.Write(SettingsPage.Write());
            return ExitCode.Fine;
        });
        var command = new Command(
            "reference",
            "print the language reference as Markdown: every key, fact, constraint, obligation and function")
        {
            settings,
        };
        command.SetAction(_ =>
        {
            output.Write(ReferencePage.Write());
            return ExitCode.Fine;
        });
        return command;
    }
}
