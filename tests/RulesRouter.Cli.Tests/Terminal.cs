namespace RulesRouter.Cli.Tests;

/// <summary>Runs <c>rulesrouter</c> in process and returns its output.</summary>
internal sealed record Terminal(int ExitCode, string Output, string Error)
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static Terminal Run(params string[] arguments) => RunWith("", arguments);

    public static Terminal RunWith(string input, params string[] arguments) => Run(Now, input, arguments);

    /// <param name="variables">The environment.</param>
    public static Terminal RunIn(IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        Run(Now, "", arguments, variables);

    public static Terminal RunAt(DateTimeOffset now, params string[] arguments) => Run(now, "", arguments);

    private static Terminal Run(
        DateTimeOffset now,
        string input,
        string[] arguments,
        IReadOnlyDictionary<string, string>? variables = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(
            arguments,
            new StringReader(input),
            output,
            error,
            new StoppedClock(now),
            variables ?? new Dictionary<string, string>());
        return new Terminal(code, output.ToString(), error.ToString());
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
