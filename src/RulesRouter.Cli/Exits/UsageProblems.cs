using System.CommandLine;
using System.CommandLine.Parsing;
using RulesRouter.Diagnostics;

namespace RulesRouter.Cli.Exits;

/// <summary>What is wrong with a command line, in the words of the tool, and where its help is.</summary>
internal static class UsageProblems
{
    private const string Choices = "Must be one of:";

    /// <summary>What other servers call the option `--url`.</summary>
    private static readonly string[] Addresses = ["--port", "--host", "--listen", "--address", "--bind"];

    /// <summary>The lines to print; empty where the command line can run.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult;
        string[] problems = [.. Unknown(parsed), .. MistakenForArguments(command)];
        if (problems.Length == 0)
        {
            problems = [.. parsed.Errors.Select(error => Message(error, command.Command))];
        }

        return problems.Length == 0 ? [] : [.. problems.Select(problem => $"error: {problem}"), HelpOf(command)];
    }

    /// <summary>The first word that no option and no argument takes: those behind it may be its values.</summary>
    private static IEnumerable<string> Unknown(ParseResult parsed) =>
        parsed.UnmatchedTokens.Take(1).Select(word => Unknown(word, parsed.CommandResult));

    /// <summary>A misspelt option before a path, which the parser takes for a path. Words behind `--` are arguments.</summary>
    private static IEnumerable<string> MistakenForArguments(CommandResult command) =>
        command.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .TakeWhile(word => word != "--")
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(word))
            .Select(word => Unknown(word, command));

    private static string Unknown(string word, CommandResult command)
    {
        var name = Name(command);
        if (word.StartsWith('-'))
        {
            var (asked, options) = (word.Split('=')[0], OptionsOf(command).Select(option => option.Name).ToList());
            var isAddress = options.Contains("--url")
                && Suggestion.Nearest(asked, options) is null
                && Suggestion.Nearest(asked, Addresses) is not null;
            return $"`{name}` has no option `{asked}`{(isAddress ? "; did you mean `--url`?" : Suggestion.Clause(asked, options))}";
        }

        if (command.Command.Subcommands.Count > 0)
        {
            var commands = command.Command.Subcommands.Select(each => each.Name).ToList();
            return $"`{name}` has no command `{word}`{Suggestion.Clause(word, commands, $"it has {string.Join(", ", commands)}")}";
        }

        var folder = OptionsOf(command).Any(option => option.Name == "--policies") && Directory.Exists(word);
        return $"`{name}` takes no argument `{word}`{(folder ? $"; did you mean `--policies {word}`?" : "")}";
    }

    private static string Message(ParseError error, Command command)
    {
        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            return $"a command is missing; it is one of {string.Join(", ", command.Subcommands.Select(each => each.Name))}";
        }

        return error.SymbolResult switch
        {
            OptionResult { Implicit: true, Option: { Required: true } option } => $"`{option.Name}` is missing: {option.Description}",
            OptionResult { Tokens.Count: 0, Option: var option } => $"`{option.Name}` has no value: {option.Description}",
            OptionResult { Tokens: [.., var token], Option: var option } => Value(error, option.Name, token.Value, option.ValueType),
            ArgumentResult { Tokens: [.., var token], Parent: OptionResult { Option: var option } } =>
                Value(error, option.Name, token.Value, option.ValueType),
            ArgumentResult { Tokens: [.., var token], Argument: var argument } =>
                Value(error, argument.Name, token.Value, argument.ValueType),
            ArgumentResult { Argument: var argument } => $"`{argument.Name}` is missing: {argument.Description}",
            _ => error.Message.TrimEnd('.').ReplaceLineEndings(" "),
        };
    }

    private static string Value(ParseError error, string name, string value, Type type)
    {
        if (error.Message.Split(Choices) is not [_, var listed])
        {
            return error.Message.StartsWith("Cannot parse", StringComparison.Ordinal)
                ? $"`{name}` cannot be `{value}`{Expected(type)}"
                : error.Message.TrimEnd('.').ReplaceLineEndings(" ");
        }

        var lines = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var choices = lines.Select(choice => choice.Trim('\'')).ToList();
        return $"`{name}` cannot be `{value}`{Suggestion.Clause(value, choices, $"it is one of {string.Join(", ", choices)}")}";
    }

    /// <summary>What values of a type look like, with an example.</summary>
    private static string Expected(Type type)
    {
        var values = Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type;
        return values == typeof(int) || values == typeof(ulong) ? "; it is an integer, such as 10"
            : values == typeof(decimal) || values == typeof(double) ? "; it is a number, such as 2.5"
            : values == typeof(bool) ? "; it is true or false"
            : "";
    }

    private static string HelpOf(CommandResult command) =>
        command.Command.Subcommands.Count > 0
            ? $"`{Name(command)} --help` lists the commands"
            : $"`{Name(command)} --help` lists the options";

    private static IEnumerable<Option> OptionsOf(CommandResult command) => command.Command.Options.Where(option => !option.Hidden);

    private static string Name(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Name(parent)} {command.Command.Name}" : "rulesrouter";
}
