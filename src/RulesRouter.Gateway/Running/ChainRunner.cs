using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Dialects.Requests;
using RulesRouter.Gateway.Dialects.Streams;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Running;

/// <summary>Carries out a chain: calls its hops until one answers, and gives the client the answer or the last error.</summary>
internal sealed class ChainRunner(UpstreamClients clients, UpstreamCredentials credentials, ErrorTable errors, TimeProvider clock)
{
    /// <param name="reasonAgainst">Why a hop must not be called now, such as an outage; null if it may.</param>
    /// <param name="report">Gets each call when it ends, with how the whole chain came to it.</param>
    public async Task<ChainReport> Run(
        ClientCall call,
        ChainPlan plan,
        ClientResponse response,
        Func<ChainHop, string?> reasonAgainst,
        Action<CallReport> report)
    {
        var chain = new ChainReport(call.DecisionId, plan);
        var progress = ChainProgress.Start(plan, Against);
        HopResult.Failed? failed = null;
        HopResult.Received? rejected = null;
        CallReport? rejectedBy = null;
        while (progress.Next is ChainStep.Call(var at, var wait))
        {
            chain.Skipped = progress.Skipped;
            if (wait > TimeSpan.Zero)
            {
                await response.WhileAlive(Wait(wait, response.ClientGone)).ConfigureAwait(false);
            }

            var (result, ended) = await CallHop(call, plan, at, response, chain).ConfigureAwait(false);
            var fault = result is HopResult.Received { Answer: { } whole } ? AnswerCheck.Of(whole, call.Request) : null;
            if (result is HopResult.Received { Answer: { } answer } received && AnswerClass.Of(answer, fault) is { } found)
            {
                ended = ended with { Rejected = found == FailureClass.RejectedOutput ? fault : null };

                // The answer is as good as this chain gets, unless a later hop takes answers of its kind.
                var after = progress.Failed(new HopFailure(found, Reached.Accepted), response.Elapsed, 0, Against);
                if (after.Next is ChainStep.Call)
                {
                    (rejected, rejectedBy) = (received, ended);
                    progress = after;
                    Add(ended with { Failed = found, Reached = Reached.Accepted });
                    continue;
                }
            }

            Add(ended);
            switch (result)
            {
                case HopResult.Streamed or HopResult.Abandoned:
                    return chain;
                case HopResult.Received received2:
                    await Send(received2, ended).ConfigureAwait(false);
                    return chain;
                case HopResult.Failed now:
                    failed = now;
                    progress = progress.Failed(now.Failure, response.Elapsed, Jitter(call.DecisionId, chain.Calls.Count), Against);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        chain.Skipped = progress.Skipped;
        if (rejected is not null && !response.HasStarted)
        {
            chain.SentAnyway = rejectedBy;
            await Send(rejected, rejectedBy!).ConfigureAwait(false);
        }
        else if (failed?.Held is { } held && !response.HasStarted)
        {
            response.Announce("text/event-stream", chain.Calls[^1].Endpoint, chain.Calls.Count, chain.Dropped.ToString(), null);
            await response.Writer.WriteAsync(held, response.ClientGone).ConfigureAwait(false);
            if (failed.Error == UpstreamFailure.BrokenStream)
            {
                await response.Abort().ConfigureAwait(false);
            }
        }
        else if (failed is not { Failure.Reached: Reached.Answering })
        {
            await SendError(call, chain, failed, response).ConfigureAwait(false);
        }

        return chain;

        string? Against(ChainHop hop) => call.DialectAt(hop.Endpoint.Provider) is null
            ? "its API cannot express the request"
            : reasonAgainst(hop);

        void Add(CallReport ended)
        {
            chain.Add(ended);
            report(ended);
        }

        async Task Send(HopResult.Received received, CallReport by)
        {
            response.Announce("application/json", by.Endpoint, chain.Calls.Count, chain.Dropped.ToString(), received.RequestId);
            await response.Send(received.Answer is null ? received.Body : WithExtension(received.Body, chain.Json()))
                .ConfigureAwait(false);
        }
    }

    private async Task<(HopResult Result, CallReport Report)> CallHop(
        ClientCall call,
        ChainPlan plan,
        int at,
        ClientResponse response,
        ChainReport chain)
    {
        var hop = plan.Hops[at];
        var started = response.Elapsed;
        using var timer = new CallTimer(clock, plan.Total - started, response.ClientGone);
        var limits = call.IsStream ? plan.Limits : plan.Limits with { FirstToken = plan.Limits.Total };
        var attempt = new HopCall(call, hop, chain.Calls.Count + 1, response, limits, errors, timer);
        var result = await attempt.Run(
            clients.Of(hop.Endpoint.Provider.Id),
            credentials.Of(hop.Endpoint.Provider),
            Target(call, plan, at),
            () =>
            {
                chain.Dropped = attempt.Dropped;
                return chain.Json(Ended(null));
            }).ConfigureAwait(false);
        if (result is HopResult.Received or HopResult.Streamed)
        {
            chain.Dropped = attempt.Dropped;
            chain.ResponseId = attempt.ResponseId;
        }

        return (result, Ended(result));

        CallReport Ended(HopResult? after)
        {
            var failure = (after as HopResult.Failed)?.Failure;
            return new CallReport(at, hop.Endpoint, failure?.Class, failure?.Reached, attempt.Status, response.Elapsed - started)
            {
                FirstContent = attempt.FirstContentAt - started,
                Usage = attempt.Usage,
                CostUsd = CostOf(hop.Endpoint, attempt.Usage, failure),
                IsCancelled = after is HopResult.Abandoned,
            };
        }
    }

    /// <summary>Unsigned reasoning of an earlier answer belongs to the vendor that gave it.</summary>
    private UpstreamTarget Target(ClientCall call, ChainPlan plan, int at)
    {
        var hop = plan.Hops[at];
        var last = call.LastProvider ?? plan.Hops[0].Endpoint.Provider.Id;
        return new UpstreamTarget(hop.Endpoint.WireModel, hop.MaxOutputTokens, call.DecisionId, clock.GetUtcNow())
        {
            Reasons = hop.Endpoint.Capabilities.Reasoning != false,
            StripsUnsignedReasoning = last != hop.Endpoint.Provider.Id,
        };
    }

    private double? CostOf(Endpoint endpoint, TokenUsage? usage, HopFailure? failure) =>
        failure is { Reached: Reached.NotSent or Reached.Rejected } ? 0
        : endpoint.IsFree ? 0
        : usage is { } stated ? CallCost.TotalOf(endpoint.Prices?.RatesAt(clock.GetUtcNow()), stated)
        : null;

    private async Task<bool> Wait(TimeSpan time, CancellationToken stop)
    {
        await Task.Delay(time, clock, stop).ConfigureAwait(false);
        return true;
    }

    /// <summary>0…1, different for each request and call.</summary>
    private static double Jitter(string decisionId, int call) =>
        decisionId.Aggregate(2_166_136_261 + (uint)call, (hash, letter) => (hash ^ letter) * 16_777_619) / (double)uint.MaxValue;

    private static byte[] WithExtension(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> extension) =>
        TopLevel.Edit(body.Span, [], [(byte[])[.. "\""u8, .. Encoding.UTF8.GetBytes(ChainReport.Name), .. "\":"u8, .. extension.Span]]);

    private static async Task SendError(ClientCall call, ChainReport chain, HopResult.Failed? failed, ClientResponse response)
    {
        var error = failed?.Error ?? NoHop(chain);
        if (!response.HasStarted)
        {
            var body = ErrorWriter.Body(call.Dialect, error, call.DecisionId, json =>
            {
                json.WritePropertyName(ChainReport.Name);
                json.WriteRawValue(chain.Json().Span, skipInputValidation: true);
            });
            await response.SendError(error.Status, body, chain.Calls.Count, failed?.Retry.Headers ?? []).ConfigureAwait(false);
            return;
        }

        using var output = new EventOutput { To = response.Writer };
        StreamErrors.Write(output, call.Dialect, error, sequence: 0, new StreamExtension(ChainReport.Name, () => chain.Json()));
        await response.Flush().ConfigureAwait(false);
    }

    /// <summary>Every hop was passed over.</summary>
    private static UpstreamFailure NoHop(ChainReport chain) => new(
        FailureClass.Unavailable,
        503,
        $"no endpoint of the decision can be called now: {string.Join("; ", chain.Skipped.Select(skipped => skipped.Reason))}");
}
