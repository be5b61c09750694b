namespace RulesRouter.Cli.Exits;

/// <summary>An error that the user can correct: printed as a message, without a stack trace.</summary>
internal sealed class UserError(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The path that does not exist; null for any other error.</summary>
    public string? MissingPath { get; init; }
}
