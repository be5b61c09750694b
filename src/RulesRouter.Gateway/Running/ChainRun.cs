using System.Diagnostics;
using System.Text;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Checks;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Dialects.Streams;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Running;

/// <summary>One chain that is carried out.</summary>
/// <param name="reasonAgainst">Why a hop must not be called now, such as an outage; null if it may.</param>
/// <param name="report">Gets each call once, when it ends, also where the client has left.</param>
internal sealed class ChainRun(
    ClientCall call,
    ChainPlan plan,
    ClientResponse response,
    HopCalls calls,
    AnswerJudge judge,
    Func<ChainHop, string?> reasonAgainst,
    Action<CallReport> report,
    TimeProvider clock)
{
    private readonly ChainReport chain = new(call.DecisionId, plan) { Disclosure = call.Disclosure };
    private ChainProgress progress = null!;
    private HopResult.Failed? failed;
    private HopResult.Received? rejected;
    private CallReport? rejectedBy;

    public async Task<ChainReport> Run()
    {
        try
        {
            return await CarryOut().ConfigureAwait(false);
        }
        finally
        {
            // Where the client left between two steps: an upstream may bill what is under way.
            await EndOthers().ConfigureAwait(false);
        }
    }

    private async Task<ChainReport> CarryOut()
    {
        progress = ChainProgress.Start(plan, Against);
        while (progress.Next is ChainStep.Call(var at, var wait))
        {
            chain.Skipped = progress.Skipped;
            if (calls.AreNone)
            {
                await Wait(wait).ConfigureAwait(false);
                response.ClientGone.ThrowIfCancellationRequested();
                calls.Start(at, Extension);
            }

            var (result, ended, made) = await calls.NextEnded(Hedge).ConfigureAwait(false);
            if (await IsOver(result, ended, made).ConfigureAwait(false))
            {
                return chain;
            }
        }

        chain.Skipped = progress.Skipped;
        await SendLast().ConfigureAwait(false);
        return chain;
    }

    /// <summary>Whether the client has its answer; otherwise the progress has the next step.</summary>
    private async Task<bool> IsOver(HopResult result, CallReport ended, HopCall made)
    {
        switch (result)
        {
            case HopResult.Streamed:
                Answered(made);
                Add(ended);
                await EndOthers().ConfigureAwait(false);
                return true;
            case HopResult.Abandoned:
                // One that another call superseded is no reason to stop waiting for that call.
                Add(ended);
                return calls.AreNone;
            case HopResult.Received received:
                return await IsOver(received, ended, made).ConfigureAwait(false);
            case HopResult.Failed now:
                failed = now;
                Add(ended);
                progress = progress.Failed(ended.Hop, now.Failure, response.Elapsed, Jitter(call.DecisionId, chain.Calls.Length), Against);
                if (now.Failure.Reached == Reached.Answering)
                {
                    await EndOthers().ConfigureAwait(false);
                }

                return false;
            default:
                throw new UnreachableException($"{result}");
        }
    }

    private async Task<bool> IsOver(HopResult.Received received, CallReport ended, HopCall made)
    {
        Answered(made);
        if (received.Answer is { } answer)
        {
            var fault = await FaultOf(answer, ended).ConfigureAwait(false);
            if (AnswerClass.Of(answer, fault) is { } found)
            {
                ended = ended with { Rejected = found == FailureClass.RejectedOutput ? fault : null };

                // The answer is as good as this chain gets, unless a later hop takes answers of its kind.
                var after = progress.Failed(ended.Hop, new HopFailure(found, Reached.Accepted), response.Elapsed, 0, Against);
                if (after.Next is ChainStep.Call)
                {
                    (rejected, rejectedBy) = (received, ended);
                    progress = after;
                    Add(ended with { Failed = found, Reached = Reached.Accepted });
                    return false;
                }
            }
        }

        Add(ended);
        await EndOthers().ConfigureAwait(false);
        await Send(received, ended).ConfigureAwait(false);
        return true;
    }

    /// <summary>The upstream bills the answer, also where its client leaves before it is judged.</summary>
    private async Task<string?> FaultOf(Answer answer, CallReport ended)
    {
        try
        {
            return await WhileAlive(judge.FaultOf(answer, call.Request, call.Checks, response.ClientGone)).ConfigureAwait(false);
        }
        catch
        {
            Add(ended);
            throw;
        }
    }

    private void Hedge()
    {
        var hedged = progress.Hedged(response.Elapsed, Against);
        if (!ReferenceEquals(hedged, progress) && hedged.Beside is { } beside)
        {
            progress = hedged;
            calls.Start(beside, Extension);
        }
    }

    private ReadOnlyMemory<byte> Extension(CallReport answering, HopCall made)
    {
        chain.Dropped = made.Dropped;
        return chain.Json([.. calls.Beside(made), answering]);
    }

    private void Answered(HopCall made)
    {
        chain.Dropped = made.Dropped;
        chain.ResponseId = made.ResponseId;
    }

    private async Task EndOthers()
    {
        foreach (var ended in await calls.Supersede().ConfigureAwait(false))
        {
            Add(ended);
        }
    }

    private void Add(CallReport ended)
    {
        chain.Add(ended);
        report(ended);
    }

    private string? Against(ChainHop hop) => call.DialectAt(hop.Endpoint.Provider) is null
        ? "its API cannot express the request"
        : reasonAgainst(hop);

    private async Task Wait(TimeSpan time)
    {
        var until = response.Elapsed + time;
        while (until - response.Elapsed is var left && left > TimeSpan.Zero)
        {
            var alive = response.UntilKeepAlive;
            if (alive <= TimeSpan.Zero)
            {
                await response.KeepAlive().ConfigureAwait(false);
                continue;
            }

            await Task.Delay(alive < left ? alive.Value : left, clock, response.ClientGone).ConfigureAwait(false);
        }
    }

    private async Task<string?> WhileAlive(Task<string?> pending)
    {
        while (!pending.IsCompleted && response.UntilKeepAlive is { } left)
        {
            if (left <= TimeSpan.Zero)
            {
                await response.KeepAlive().ConfigureAwait(false);
                continue;
            }

            using var stop = new CancellationTokenSource();
            await Task.WhenAny(pending, Task.Delay(left, clock, stop.Token)).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
        }

        return await pending.ConfigureAwait(false);
    }

    /// <summary>No call answered: the best of what came instead.</summary>
    private async Task SendLast()
    {
        if (rejected is not null && (rejected.Stream is not null || !response.HasStarted))
        {
            chain.SentAnyway = rejectedBy;
            await Send(rejected, rejectedBy!).ConfigureAwait(false);
        }
        else if (failed?.Held is { } held && !response.HasStarted)
        {
            var last = chain.Calls[^1];
            response.Announce("text/event-stream", last.Endpoint, chain.Calls.Length, chain.Dropped.ToString(), last.MaxOutputTokens, null);
            await response.Writer.WriteAsync(held, response.ClientGone).ConfigureAwait(false);
            if (failed.Error == UpstreamFailure.BrokenStream)
            {
                await response.Abort().ConfigureAwait(false);
            }
        }
        else if (failed is not { Failure.Reached: Reached.Answering })
        {
            await SendError().ConfigureAwait(false);
        }
    }

    private async Task Send(HopResult.Received received, CallReport by)
    {
        var type = received.Stream is null ? "application/json" : "text/event-stream";
        response.Announce(type, by.Endpoint, chain.Calls.Length, chain.Dropped.ToString(), by.MaxOutputTokens, received.RequestId);
        if (received.Stream is { } stream)
        {
            using var translating = stream.Stream(new StreamExtension(ChainReport.Name, () => chain.Json()));
            translating.Write(received.Body, response.Writer);
            translating.End(response.Writer);
            await response.Flush().ConfigureAwait(false);
            return;
        }

        await response.Send(received.Answer is null ? received.Body : WithExtension(received.Body, chain.Json()))
            .ConfigureAwait(false);
    }

    private async Task SendError()
    {
        var error = failed?.Error ?? NoHop();
        if (!response.HasStarted)
        {
            var body = ErrorWriter.Body(call.Dialect, error, call.DecisionId, json =>
            {
                json.WritePropertyName(ChainReport.Name);
                json.WriteRawValue(chain.Json().Span, skipInputValidation: true);
            });
            await response.SendError(error.Status, body, chain.Calls.Length, failed?.Retry.Headers ?? []).ConfigureAwait(false);
            return;
        }

        using var output = new EventOutput { To = response.Writer };
        StreamErrors.Write(output, call.Dialect, error, sequence: 0, new StreamExtension(ChainReport.Name, () => chain.Json()));
        await response.Flush().ConfigureAwait(false);
    }

    /// <summary>Every hop was passed over.</summary>
    private UpstreamFailure NoHop() => new(
        FailureClass.Unavailable,
        503,
        $"no endpoint of the decision can be called now: {string.Join("; ", chain.Skipped.Select(skipped => skipped.Reason))}");

    /// <summary>0…1, different for each request and call.</summary>
    private static double Jitter(string decisionId, int call) =>
        decisionId.Aggregate(2_166_136_261 + (uint)call, (hash, letter) => (hash ^ letter) * 16_777_619) / (double)uint.MaxValue;

    private static byte[] WithExtension(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> extension) =>
        TopLevel.Edit(body.Span, [], [(byte[])[.. "\""u8, .. Encoding.UTF8.GetBytes(ChainReport.Name), .. "\":"u8, .. extension.Span]]);
}
