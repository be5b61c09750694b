using RulesRouter.Service.Options;

namespace RulesRouter.Service.Loading;

/// <summary>Waits until the files of a source no longer change; a source that is complete whenever it is read needs no wait.</summary>
internal sealed class Settling(IPolicySource source, LoadingOptions options, TimeProvider clock)
{
    /// <summary>Reads of a folder that does not settle before a service starts without it.</summary>
    private const int MaxStartReads = 10;

    private (string Hash, long Since)? changing;

    /// <summary>Files are changing or were changed a moment ago.</summary>
    public bool IsUnderWay => changing is not null;

    public void End() => changing = null;

    /// <summary>What the source has, once it does not change.</summary>
    /// <param name="meanwhile">Uses the time of a wait for what was read before it, which may be incomplete.</param>
    /// <param name="content">Null if it has nothing to read, or changes all the time.</param>
    /// <returns>False if it changes all the time.</returns>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public bool TryWait(Action<PolicyContent> meanwhile, out PolicyContent? content, CancellationToken stop)
    {
        content = source.Read();
        if (source.IsAtomic || options.SettleTime == TimeSpan.Zero)
        {
            return true;
        }

        for (var read = 1; content is not null; read++)
        {
            var wait = Task.Delay(options.SettleTime, clock, stop);
            meanwhile(content);
            wait.GetAwaiter().GetResult();
            var again = source.Read();
            if (again?.Hash == content.Hash)
            {
                content = again;
                return true;
            }

            if (read == MaxStartReads)
            {
                content = null;
                return false;
            }

            content = again;
        }

        return true;
    }

    /// <summary>Whether a content was read twice, the settle time apart.</summary>
    public bool HasSettled(PolicyContent content)
    {
        if (source.IsAtomic || options.SettleTime == TimeSpan.Zero)
        {
            return true;
        }

        if (changing?.Hash != content.Hash)
        {
            changing = (content.Hash, clock.GetTimestamp());
            return false;
        }

        if (clock.GetElapsedTime(changing.Value.Since) < options.SettleTime)
        {
            return false;
        }

        changing = null;
        return true;
    }
}
