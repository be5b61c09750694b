using System.Collections.Concurrent;

namespace RulesRouter.Suites.Sandboxing;

/// <summary>
/// One thread that starts all commands and never ends. <c>bwrap --die-with-parent</c> ends with the thread that started it, and threads
/// of the pool come and go.
/// </summary>
internal static class StartingThread
{
    private static readonly BlockingCollection<Action> Work = StartThread();

    public static Task<T> Run<T>(Func<T> start)
    {
        var started = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(start());
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> StartThread()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in work.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "starts sandboxed commands",
        }.Start();
        return work;
    }
}
