using System.Threading.Channels;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Checking;

/// <summary>
/// Evaluates the conditions of every Nth decision with RulesEngine too, off the request path. On disagreement it counts, logs, and lets
/// RulesEngine serve the policy until the next reload.
/// </summary>
internal sealed partial class ReferenceSampling(ServiceOptions options, ILogger<ReferenceSampling> log) : BackgroundService
{
    /// <summary>Decisions that wait to be compared; more are skipped.</summary>
    private const int MaxWaiting = 64;

    /// <summary>Rules logged per decision.</summary>
    private const int MaxLogged = 5;

    private readonly Channel<(CompiledPolicy Policy, RequestFacts Facts)> waiting =
        Channel.CreateBounded<(CompiledPolicy, RequestFacts)>(
            new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private long decided;
    private long compared;
    private long disagreed;

    /// <summary>Number of decisions compared.</summary>
    public long Compared => Interlocked.Read(ref compared);

    /// <summary>Number of compared decisions in which a rule's condition had different results.</summary>
    public long Disagreed => Interlocked.Read(ref disagreed);

    /// <summary>Takes every Nth decision; skips it while too many wait, and if RulesEngine serves the policy already.</summary>
    public void Offer(CompiledPolicy policy, RequestFacts facts)
    {
        if (options.CheckEvery > 0 && Interlocked.Increment(ref decided) % options.CheckEvery == 0 && !policy.IsServedByRulesEngine)
        {
            waiting.Writer.TryWrite((policy, facts));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (policy, facts) in waiting.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                CompareOrLog(policy, facts);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops, or did not start: the host reports that, and would report this as a failure.
        }
    }

    /// <summary>The comparison must not end the service.</summary>
    private void CompareOrLog(CompiledPolicy policy, RequestFacts facts)
    {
        try
        {
            Compare(policy, facts);
        }
        catch (Exception exception)
        {
            LogFailure(log, policy.Name, exception);
        }
    }

    private void Compare(CompiledPolicy policy, RequestFacts facts)
    {
        var found = ExecutorComparison.Compare(policy, facts);
        Interlocked.Increment(ref compared);
        if (found.IsEmpty || policy.IsServedByRulesEngine)
        {
            return;
        }

        policy.ServeByRulesEngine();
        Interlocked.Increment(ref disagreed);
        foreach (var disagreement in found.Take(MaxLogged))
        {
            LogDisagreement(log, policy.Name, disagreement);
        }

        LogSwitch(log, policy.Name, found.Length);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "policy {Policy}: {Disagreement}")]
    private static partial void LogDisagreement(ILogger log, string policy, Disagreement disagreement);

    [LoggerMessage(Level = LogLevel.Error, Message = "policy {Policy}: the index and RulesEngine disagree about {Count} rule(s); RulesEngine serves the policy until the next reload")]
    private static partial void LogSwitch(ILogger log, string policy, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "policy {Policy}: the comparison with RulesEngine failed")]
    private static partial void LogFailure(ILogger log, string policy, Exception exception);
}
