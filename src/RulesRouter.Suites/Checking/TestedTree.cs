using RulesRouter.Suites.Sandboxing;
using RulesRouter.Suites.Testing;

namespace RulesRouter.Suites.Checking;

/// <summary>A work tree after its tests ran.</summary>
/// <param name="Last">The command that ran last: the tests, or the download of dependencies if it failed.</param>
internal sealed record TestedTree(CommandResult Last, TestResults Results)
{
    /// <summary>The limit that a command exceeded, in words; null if none was.</summary>
    public string? OverLimit => Last.End switch
    {
        CommandEnd.Exited => null,
        CommandEnd.TimedOut => "the tests exceeded the limit of time",
        CommandEnd.OutOfMemory => "the tests exceeded the limit of memory",
        CommandEnd.TooMuchOutput => "the tests exceeded the limit of output",
    };

    /// <summary>The last line of output that is not blank.</summary>
    public string LastLine => Last.Output.Split('\n').LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "";
}
