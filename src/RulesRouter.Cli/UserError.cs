namespace RulesRouter.Cli;

/// <summary>Something a person can put right: printed as one line, without a stack.</summary>
internal sealed class UserError(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
