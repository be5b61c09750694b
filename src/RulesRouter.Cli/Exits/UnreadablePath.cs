namespace RulesRouter.Cli.Exits;

/// <summary>The error for a path that cannot be read, the same in all commands.</summary>
internal static class UnreadablePath
{
    public static UserError Error(string path, Exception exception) => new(
        path != "-" && !File.Exists(path) && !Directory.Exists(path)
            ? $"`{path}` does not exist"
            : $"`{path}` cannot be read: {exception.Message.TrimEnd('.')}");

    /// <param name="paths">Null where an option is absent.</param>
    /// <exception cref="UserError">One of the files or folders does not exist.</exception>
    public static void Check(params ReadOnlySpan<string?> paths)
    {
        foreach (var path in paths)
        {
            if (path is not null && !File.Exists(path) && !Directory.Exists(path))
            {
                throw new UserError($"`{path}` does not exist");
            }
        }
    }
}
