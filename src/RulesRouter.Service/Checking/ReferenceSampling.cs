using System.Threading.Channels;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Requests;

namespace RulesRouter.Service.Checking;

/// <summary>Evaluates the conditions of every Nth decision with RulesEngine too, off the request path; counts and logs every disagreement with the index.</summary>
internal sealed partial class ReferenceSampling(ServiceOptions options, ILogger<ReferenceSampling> log) : BackgroundService
{
    private const int MaxWaiting = 64;

    private readonly Channel<(CompiledPolicy Policy, RequestFacts Facts)> waiting =
        Channel.CreateBounded<(CompiledPolicy, RequestFacts)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private long decided;
    private long compared;
    private long disagreed;

    /// <summary>Decisions that both executors evaluated.</summary>
    public long Compared => Interlocked.Read(ref compared);

    /// <summary>Compared decisions in which the executors disagree about a rule's condition.</summary>
    public long Disagreed => Interlocked.Read(ref disagreed);

    /// <summary>Takes every Nth decision, starting with the first; drops decisions while the queue is full.</summary>
    public void Offer(CompiledPolicy policy, RequestFacts facts)
    {
        if (options.CheckEvery > 0 && Interlocked.Increment(ref decided) % options.CheckEvery == 1 % options.CheckEvery)
        {
            waiting.Writer.TryWrite((policy, facts));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (policy, facts) in waiting.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            var found = ExecutorComparison.Compare(policy, facts);
            Interlocked.Increment(ref compared);
            if (!found.IsEmpty)
            {
                Interlocked.Increment(ref disagreed);
                LogDisagreement(log, policy.Name, found.Length, found[0]);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the executors of policy {Policy} differ about {Count} rules, first: {First}")]
    private static partial void LogDisagreement(ILogger log, string policy, int count, Disagreement first);
}
