namespace RulesRouter.Suites.Sandboxing;

/// <summary>Limits of one command.</summary>
/// <param name="Memory">Bytes of resident memory of all its processes together.</param>
/// <param name="Output">Bytes of standard output and error together.</param>
internal sealed record CommandLimits(TimeSpan Time, long Memory, long Output)
{
    public static CommandLimits Default { get; } = new(TimeSpan.FromMinutes(20), 4L << 30, 64L << 20);
}
