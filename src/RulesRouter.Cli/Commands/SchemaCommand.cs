using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Schemas;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter schema</c>: the JSON Schemas of this build.</summary>
internal static class SchemaCommand
{
    public static Command Create(TextWriter output)
    {
        var kind = new Argument<string?>("name")
        {
            Description = "name of the schema; default: list the names",
            DefaultValueFactory = _ => null,
        };
        var command = new Command("schema", "print a JSON Schema") { kind };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(kind);
            if (name is not null && !DocumentSchema.Names.Contains(name))
            {
                throw new UserError(
                    $"unknown schema `{name}`; {Suggestion.DidYouMean(name, DocumentSchema.Names, $"the schemas are {string.Join(", ", DocumentSchema.Names)}")}");
            }

            output.WriteLine(name is null ? string.Join(Environment.NewLine, DocumentSchema.Names) : DocumentSchema.TextOf(name).TrimEnd());
            return ExitCode.Fine;
        });
        return command;
    }
}
