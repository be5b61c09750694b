namespace RulesRouter.Suites.Sandboxing;

/// <param name="ExitCode">Defined for a command that exited.</param>
/// <param name="Output">Standard output and error as they came; in the middle of a long one, bytes are left out.</param>
/// <param name="Elapsed">Wall-clock time.</param>
internal sealed record CommandResult(CommandEnd End, int ExitCode, string Output, TimeSpan Elapsed)
{
    public bool Succeeded => End == CommandEnd.Exited && ExitCode == 0;
}
