namespace RulesRouter.Suites.Sandboxing;

/// <summary>How a command ended.</summary>
internal enum CommandEnd
{
    Exited,
    TimedOut,
    OutOfMemory,
    TooMuchOutput,
}
