using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Language.Schemas;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter schema</c>: the JSON Schemas of this build.</summary>
internal static class SchemaCommand
{
    public static Command Create(TextWriter output)
    {
        var kind = new Argument<string?>("name") { Description = "name of the schema; default: list the names", DefaultValueFactory = _ => null };
        var command = new Command("schema", "print a JSON Schema") { kind };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(kind);
            if (name is not null && !DocumentSchema.Names.Contains(name))
            {
                var help = RulesRouter.Diagnostics.Suggestion.DidYouMean(name, DocumentSchema.Names);
                throw new UserError($"unknown schema `{name}`; {(help.Length > 0 ? help : $"the schemas are {string.Join(", ", DocumentSchema.Names)}")}");
            }

            output.WriteLine(name is null ? string.Join(Environment.NewLine, DocumentSchema.Names) : DocumentSchema.TextOf(name).TrimEnd());
            return ExitCode.Fine;
        });
        return command;
    }
}
