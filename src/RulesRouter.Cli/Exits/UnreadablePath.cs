using System.CommandLine;
using System.CommandLine.Parsing;

namespace RulesRouter.Cli.Exits;

/// <summary>The error for a path that cannot be read, the same in all commands.</summary>
internal static class UnreadablePath
{
    public static UserError Error(string path, Exception exception) => path != "-" && !File.Exists(path) && !Directory.Exists(path)
        ? Missing(path)
        : new UserError($"`{path}` cannot be read: {exception.Message.TrimEnd('.')}");

    /// <param name="paths">Null where an option is absent.</param>
    /// <exception cref="UserError">One of the files or folders does not exist.</exception>
    public static void Check(params ReadOnlySpan<string?> paths)
    {
        foreach (var path in paths)
        {
            if (path is not null && !File.Exists(path) && !Directory.Exists(path))
            {
                throw Missing(path);
            }
        }
    }

    /// <summary>How to name another path, if the missing one is the default of an option or argument; else empty.</summary>
    public static string HelpFor(string path, CommandResult command)
    {
        if (command.Command.Options.OfType<Option<string>>().FirstOrDefault(
            option => command.GetResult(option) is null or { Implicit: true } && command.GetValue(option) == path) is { } option)
        {
            return $"; it is the default, and `{option.Name}` names another";
        }

        return command.Command.Arguments.OfType<Argument<string[]>>().Any(
            argument => command.GetResult(argument) is null or { Implicit: true } && command.GetValue(argument)?.Contains(path) == true)
            ? $"; it is the default, and an argument names another: `rulesrouter {command.Command.Name} PATH`"
            : "";
    }

    private static UserError Missing(string path) => new($"`{path}` does not exist") { MissingPath = path };
}
