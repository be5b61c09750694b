namespace RulesRouter.Service.Rehearsing;

/// <summary>Whether a service is ready before its <see cref="Rehearsal"/>.</summary>
internal sealed class RehearsalState
{
    private volatile bool isAwaited;

    /// <summary>The service answers, and is not ready: until the rehearsal has run, it answers slowly.</summary>
    public bool IsAwaited
    {
        get => isAwaited;
        set => isAwaited = value;
    }
}
