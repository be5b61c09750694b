using System.Threading.Channels;
using RulesRouter.Economics;
using RulesRouter.Gateway.Running;
using RulesRouter.Requests;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Gateway;

/// <summary>
/// Reports calls that gave no answer as outcomes, off the request path: decisions learn how often an endpoint answers. Whether an answer is
/// right, only its reader can report.
/// </summary>
internal sealed class UnansweredCalls(OutcomeIntake intake, TimeProvider clock) : BackgroundService
{
    /// <summary>Outcomes that wait; beyond it the oldest is dropped.</summary>
    private const int Capacity = 10_000;
    private const int Batch = 100;

    private readonly Channel<OutcomeReport> waiting = Channel.CreateBounded<OutcomeReport>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Report(string decisionId, CallReport call)
    {
        if (intake.IsOpen && call.Failed?.IsAvailability() == true)
        {
            waiting.Writer.TryWrite(new OutcomeReport
            {
                DecisionId = decisionId,
                Hop = call.Hop,
                Sequence = 0,
                Verdict = Verdict.Unanswered,
                Source = VerdictSource.Verifier,
                LatencyMs = call.Duration.TotalMilliseconds,
                CostUsd = call.CostUsd,
                At = clock.GetUtcNow(),
            });
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
            {
                await StoreWaiting().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops, after the last call has ended.
            await StoreWaiting().ConfigureAwait(false);
        }
    }

    private async Task StoreWaiting()
    {
        while (waiting.Reader.Count > 0)
        {
            var batch = new List<OutcomeReport>(Batch);
            while (batch.Count < Batch && waiting.Reader.TryRead(out var one))
            {
                batch.Add(one);
            }

            await Store(batch).ConfigureAwait(false);
        }
    }

    private async Task Store(List<OutcomeReport> batch)
    {
        try
        {
            var receipt = await intake.Report(batch, reporter: null, mayBeIndependent: false).ConfigureAwait(false);
            if (receipt.Rejections.Count > 0 && receipt.Rejections.Count < batch.Count)
            {
                // None was stored. Rejected ones are of hops that failed again when called again: the first failure is the outcome.
                var rejected = receipt.Rejections.Select(rejection => rejection.Index).ToHashSet();
                await intake.Report([.. batch.Where((_, index) => !rejected.Contains(index))], reporter: null, mayBeIndependent: false)
                    .ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // Decisions are rejected then too, with the reason in the log; these outcomes are of use, but no one waits for them.
        }
    }
}
