using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Requests;
using RulesRouter.Gateway.Upstreams;

namespace RulesRouter.Gateway.Running;

/// <summary>
/// The calls of a chain that are under way: one, or two of which the first with content answers and the other one is cancelled. One task
/// carries out the chain; it alone starts, cancels and ends calls. A call only claims the answer, which wakes that task.
/// </summary>
internal sealed class HopCalls(
    ClientCall call,
    ChainPlan plan,
    ClientResponse response,
    UpstreamClients clients,
    UpstreamCredentials credentials,
    ErrorTable errors,
    TimeProvider clock)
{
    private readonly List<Running> underWay = [];
    private readonly TaskCompletionSource claimed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Running? answering;
    private ImmutableList<Running> started = [];

    public bool AreNone => underWay.Count == 0;

    /// <param name="hop">Place in the chain.</param>
    /// <param name="extension">The extension object of a stream's last event, from the report of the call that answers.</param>
    public void Start(int hop, Func<CallReport, HopCall, ReadOnlyMemory<byte>> extension)
    {
        var at = plan.Hops[hop];
        var timer = new CallTimer(clock, plan.Total - response.Elapsed, response.ClientGone);
        var limits = call.IsStream ? plan.Limits : plan.Limits with { FirstToken = plan.Limits.Total };
        var running = new Running(started.Count + 1, hop, timer, response.Elapsed);
        running.Call = new HopCall(call, at, running.Number, response, limits, errors, timer, () => Claim(running));
        Volatile.Write(ref started, started.Add(running));
        running.Task = running.Call.Run(
            clients.Of(at.Endpoint.Provider.Id),
            credentials.Of(at.Endpoint.Provider),
            Target(hop),
            () => extension(ReportOf(running, null), running.Call));
        underWay.Add(running);
    }

    /// <summary>
    /// Reports of the other calls, those under way as cancelled, for the last event of a stream. A stream that fails before it is the
    /// answer cancels none.
    /// </summary>
    /// <param name="stream">The call whose stream ends; it may ask itself, and claims the answer later if all of it came at once.</param>
    public IReadOnlyList<CallReport> Beside(HopCall stream) =>
        Volatile.Read(ref answering) is null && stream.StreamFailure is not null
            ? []
            : [.. Volatile.Read(ref started).Where(one => one.Call != stream).Select(Superseded)];

    /// <summary>
    /// Waits for the first call to end, sends keep-alive events meanwhile, and calls <paramref name="hedge"/> once when a call has given no
    /// content for as long as its hop's <see cref="ChainHop.HedgeAfter"/>.
    /// </summary>
    public async Task<(HopResult Result, CallReport Report, HopCall Call)> NextEnded(Action hedge)
    {
        while (true)
        {
            CancelOthers();
            if (underWay.Find(one => one.Task.IsCompleted) is { } ended)
            {
                // One that threw stays under way: it is charged when the chain ends.
                var result = await ended.Task.ConfigureAwait(false);
                return (result, End(ended, result), ended.Call);
            }

            var (alive, beside) = (response.UntilKeepAlive, UntilHedge());
            if (alive <= TimeSpan.Zero)
            {
                await KeepAlive().ConfigureAwait(false);
            }
            else if (beside <= TimeSpan.Zero)
            {
                underWay[0].MayHedge = false;
                hedge();
            }
            else
            {
                await WaitFor(alive is { } first && !(beside < first) ? first : beside).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Cancels the calls that are under way, and returns their reports when they have ended.</summary>
    public async Task<IReadOnlyList<CallReport>> Supersede()
    {
        var reports = new List<CallReport>();
        while (underWay is [var first, ..])
        {
            first.Timer.Supersede();
            await ((Task)first.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var result = first.Task.IsCompletedSuccessfully ? await first.Task.ConfigureAwait(false) : new HopResult.Abandoned();
            reports.Add(End(first, result));
        }

        return reports;
    }

    /// <summary>If the client has left, its calls end, and are reported: an upstream may bill them.</summary>
    private async Task KeepAlive()
    {
        try
        {
            await response.KeepAlive().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            await WaitFor(null).ConfigureAwait(false);
        }
    }

    /// <summary>Called by the call itself: whether it is the first one with content.</summary>
    private async ValueTask<bool> Claim(Running by)
    {
        if (Interlocked.CompareExchange(ref answering, by, null) is not null)
        {
            return false;
        }

        claimed.TrySetResult();
        await response.EndKeepAlive().ConfigureAwait(false);
        return true;
    }

    /// <summary>Also one that was started while another one claimed the answer.</summary>
    private void CancelOthers()
    {
        if (Volatile.Read(ref answering) is { } winner)
        {
            foreach (var other in underWay)
            {
                if (other != winner && !other.Task.IsCompleted)
                {
                    other.Timer.Supersede();
                }
            }
        }
    }

    private TimeSpan? UntilHedge() => underWay is [{ MayHedge: true } only]
        && Volatile.Read(ref answering) is null
        && !response.ClientGone.IsCancellationRequested
        && plan.Hops[only.Hop].HedgeAfter is { } after
            ? only.Started + after - response.Elapsed
            : null;

    /// <param name="time">Null: until a call ends.</param>
    private async Task WaitFor(TimeSpan? time)
    {
        if (time is null && underWay is [var only])
        {
            await ((Task)only.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        using var stop = new CancellationTokenSource();
        var ends = underWay.ConvertAll(one => (Task)one.Task);
        if (!claimed.Task.IsCompleted)
        {
            ends.Add(claimed.Task);
        }

        if (time is { } left)
        {
            ends.Add(Task.Delay(left, clock, stop.Token));
        }

        await Task.WhenAny(ends).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
    }

    private CallReport End(Running ended, HopResult result)
    {
        underWay.Remove(ended);
        ended.Timer.Dispose();
        return ReportOf(ended, result);
    }

    /// <param name="after">Null before the call has ended.</param>
    private CallReport ReportOf(Running running, HopResult? after)
    {
        var hop = plan.Hops[running.Hop];
        var failure = after is null ? running.Call.StreamFailure : (after as HopResult.Failed)?.Failure;
        var isSuperseded = after is HopResult.Abandoned
            && (running.Timer.IsSuperseded || (Volatile.Read(ref answering) is { } winner && winner != running));
        return new CallReport(
            running.Number,
            running.Hop,
            hop.Endpoint,
            failure?.Class,
            failure?.Reached,
            running.Call.Status,
            response.Elapsed - running.Started)
        {
            MaxOutputTokens = call.LoweredMaximum(hop),
            FirstContent = running.Call.FirstContentAt - running.Started,
            Usage = running.Call.Usage,
            CostUsd = isSuperseded ? hop.WorstCaseUsd : CostOf(hop.Endpoint, running.Call.Usage, failure),
            IsCancelled = after is HopResult.Abandoned,
        };
    }

    private CallReport Superseded(Running other) => other.Task is { IsCompletedSuccessfully: true } ended
        ? ReportOf(other, ended.Result)
        : ReportOf(other, new HopResult.Abandoned()) with { CostUsd = plan.Hops[other.Hop].WorstCaseUsd };

    private double? CostOf(Endpoint endpoint, TokenUsage? usage, HopFailure? failure) =>
        failure is { Reached: Reached.NotSent or Reached.Rejected } ? 0
        : endpoint.IsFree || call.Kind == CallKind.CountTokens ? 0
        : usage is { } stated ? CallCost.TotalOf(endpoint.Prices?.RatesAt(clock.GetUtcNow()), stated)
        : null;

    /// <summary>Unsigned reasoning of an earlier answer belongs to the vendor that gave it.</summary>
    private UpstreamTarget Target(int at)
    {
        var hop = plan.Hops[at];
        var last = call.LastProvider ?? plan.Hops[0].Endpoint.Provider.Id;
        return new UpstreamTarget(
            hop.Endpoint.WireModel,
            hop.MaxOutputTokens ?? call.MaxOutputTokens,
            call.DecisionId,
            clock.GetUtcNow())
        {
            DefaultMaxTokens = hop.Endpoint.MaxOutputTokens is null
                ? Math.Min(hop.LongestOutput ?? int.MaxValue, UpstreamTarget.MaxTokensIfUnknown)
                : hop.LongestOutput ?? UpstreamTarget.MaxTokensIfUnknown,
            Reasons = hop.Endpoint.Capabilities.Reasoning != false,
            ServiceTier = hop.Endpoint.ServiceTier,
            StripsUnsignedReasoning = last != hop.Endpoint.Provider.Id,
        };
    }

    private sealed class Running(int number, int hop, CallTimer timer, TimeSpan started)
    {
        /// <summary>Of the calls of the chain, from 1.</summary>
        public int Number { get; } = number;

        public int Hop { get; } = hop;

        public CallTimer Timer { get; } = timer;

        public TimeSpan Started { get; } = started;

        public bool MayHedge { get; set; } = true;

        public HopCall Call { get; set; } = null!;

        public Task<HopResult> Task { get; set; } = null!;
    }
}
