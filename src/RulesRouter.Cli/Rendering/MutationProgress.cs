using Spectre.Console;

namespace RulesRouter.Cli.Rendering;

/// <summary>A progress bar on standard error while mutants are tested; nothing if it is not a terminal.</summary>
internal static class MutationProgress
{
    /// <param name="work">Receives a callback for the number of tested mutants and their total.</param>
    public static T Show<T>(TextWriter error, Func<Action<int, int>, T> work)
    {
        if (error != Console.Error || Console.IsErrorRedirected)
        {
            return work((_, _) => { });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("trying mutants");
            return work((tried, all) =>
            {
                task.MaxValue = all;
                task.Value = tried;
            });
        });
    }
}
