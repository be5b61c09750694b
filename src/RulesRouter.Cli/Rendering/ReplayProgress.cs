using Spectre.Console;

namespace RulesRouter.Cli.Rendering;

/// <summary>A progress bar on standard error while a record is replayed; nothing if it is not a terminal.</summary>
internal static class ReplayProgress
{
    /// <param name="bytes">Of all logs.</param>
    /// <param name="work">Receives a callback for the bytes read so far.</param>
    public static T Show<T>(TextWriter error, long bytes, Func<Action<long>, T> work)
    {
        if (error != Console.Error || Console.IsErrorRedirected || bytes == 0)
        {
            return work(_ => { });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask("replaying requests", maxValue: bytes);
                return work(done => task.Value = done);
            });
    }
}
