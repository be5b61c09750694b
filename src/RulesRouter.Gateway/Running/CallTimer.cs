namespace RulesRouter.Gateway.Running;

/// <summary>
/// Cancels a call when the client leaves, when another call has answered, when the time for all calls is over, or when a phase of the
/// call takes too long.
/// </summary>
internal sealed class CallTimer : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration registration;
    private readonly CancellationToken clientGone;
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly TimeSpan total;

    /// <param name="total">The time left for all calls.</param>
    public CallTimer(TimeProvider clock, TimeSpan total, CancellationToken clientGone)
    {
        (this.clock, this.total, this.clientGone, started) = (clock, total, clientGone, clock.GetTimestamp());
        source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        registration = clientGone.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    public CancellationToken Token => source.Token;

    /// <summary>The time that the current phase may take; shorter if the time for all calls is over earlier.</summary>
    public TimeSpan Allowed { get; private set; }

    public bool IsClientGone => clientGone.IsCancellationRequested;

    /// <summary>Another call has answered.</summary>
    public bool IsSuperseded { get; private set; }

    /// <summary>Whether the phase, or all calls, took too long.</summary>
    public bool IsExpired => source.IsCancellationRequested && !IsClientGone && !IsSuperseded;

    /// <summary>Starts a phase.</summary>
    public void Allow(TimeSpan phase)
    {
        var left = total - clock.GetElapsedTime(started);
        Allowed = phase < left ? phase : left;
        if (Allowed > TimeSpan.Zero)
        {
            // A timer counts whole milliseconds and may be early by one: the time must be over when it fires.
            source.CancelAfter(TimeSpan.FromMilliseconds(Math.Ceiling(Allowed.TotalMilliseconds) + 1));
        }
        else
        {
            source.Cancel();
        }
    }

    /// <summary>Ends the call: another one has answered.</summary>
    public void Supersede()
    {
        IsSuperseded = true;
        source.Cancel();
    }

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}
