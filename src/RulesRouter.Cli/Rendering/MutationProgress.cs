using Spectre.Console;

namespace RulesRouter.Cli.Rendering;

/// <summary>A progress bar on the error stream while mutants are tried; nothing where nobody watches.</summary>
internal static class MutationProgress
{
    /// <param name="work">Takes what to tell how many of how many were tried.</param>
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
