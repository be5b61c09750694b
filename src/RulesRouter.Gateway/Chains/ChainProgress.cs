using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Chains;

/// <summary>
/// How far a chain has been carried out. Pure: the same plan, failures, times and health give the same steps.
/// </summary>
internal sealed record ChainProgress
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    private ChainProgress(ChainPlan plan, ChainStep next, ImmutableArray<SkippedHop> skipped) =>
        (Plan, Next, Skipped) = (plan, next, skipped);

    public ChainPlan Plan { get; }

    public ChainStep Next { get; private init; }

    /// <summary>US dollars that the calls so far cost at worst.</summary>
    public double SpentUsd { get; private init; }

    /// <summary>In the order in which they were passed over.</summary>
    public ImmutableArray<SkippedHop> Skipped { get; private init; }

    /// <summary>Calls of the current hop that failed.</summary>
    private int Failures { get; init; }

    /// <param name="reasonAgainst">Why a hop must not be called now, such as an outage; null if it may.</param>
    public static ChainProgress Start(ChainPlan plan, Func<ChainHop, string?> reasonAgainst)
    {
        var skipped = ImmutableArray.CreateBuilder<SkippedHop>();
        var first = FirstFrom(plan, 0, TimeSpan.Zero, 0, _ => true, reasonAgainst, skipped);
        return new ChainProgress(plan, first, skipped.ToImmutable());
    }

    /// <summary>The step after the current call failed.</summary>
    /// <param name="elapsed">Since the start of the chain.</param>
    /// <param name="jitter">0…1: spreads the waits of requests that failed together.</param>
    /// <param name="reasonAgainst">Why a hop must not be called now, such as an outage; null if it may.</param>
    /// <exception cref="InvalidOperationException">The chain is at its end.</exception>
    public ChainProgress Failed(HopFailure failure, TimeSpan elapsed, double jitter, Func<ChainHop, string?> reasonAgainst)
    {
        if (Next is not ChainStep.Call(var at, _))
        {
            throw new InvalidOperationException("no call is under way");
        }

        var hop = Plan.Hops[at];
        var spent = failure.Reached is Reached.NotSent or Reached.Rejected ? SpentUsd : Usd.Sum(SpentUsd, hop.WorstCaseUsd ?? 0);
        var after = this with { SpentUsd = spent };
        if (StopAfter(failure, elapsed) is { } reason)
        {
            return after with { Next = new ChainStep.Stop(reason) };
        }

        var skipped = Skipped.ToBuilder();
        var next = FirstFrom(Plan, at + 1, elapsed, spent, later => later.On.Contains(failure.Class), reasonAgainst, skipped);
        after = after with { Skipped = skipped.ToImmutable() };
        return next is ChainStep.Stop && WaitBeforeRetry(failure, elapsed, jitter, reasonAgainst(hop)) is { } wait
            ? after with { Next = new ChainStep.Call(at, wait), Failures = Failures + 1 }
            : after with { Next = next, Failures = 0 };
    }

    private StopReason? StopAfter(HopFailure failure, TimeSpan elapsed) =>
        failure.Reached == Reached.Answering ? StopReason.ContentSent
        : failure.Class == FailureClass.InvalidRequest ? StopReason.InvalidRequest
        : !Plan.IsRepeatable && !failure.HadNoEffect ? StopReason.NotRepeatable
        : elapsed >= Plan.Total ? StopReason.DeadlineExceeded
        : null;

    private static ChainStep FirstFrom(
        ChainPlan plan,
        int first,
        TimeSpan elapsed,
        double spentUsd,
        Func<ChainHop, bool> takes,
        Func<ChainHop, string?> reasonAgainst,
        ImmutableArray<SkippedHop>.Builder skipped)
    {
        for (var index = first; index < plan.Hops.Length; index++)
        {
            var hop = plan.Hops[index];
            if (!takes(hop))
            {
                continue;
            }

            if ((reasonAgainst(hop) ?? BoundAgainst(plan, hop, elapsed, spentUsd)) is not { } reason)
            {
                return new ChainStep.Call(index, TimeSpan.Zero);
            }

            skipped.Add(new SkippedHop(index, reason));
        }

        return new ChainStep.Stop(StopReason.NoFurtherHop);
    }

    /// <summary>Why time or money does not suffice for a hop; null if both do. An unknown figure is within no bound.</summary>
    private static string? BoundAgainst(ChainPlan plan, ChainHop hop, TimeSpan elapsed, double spentUsd)
    {
        var left = plan.Total - elapsed;
        if (plan.Deadline is not null && !(hop.LatencyP99 <= left))
        {
            return hop.LatencyP99 is { } latency
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"its p99 of {latency.TotalMilliseconds:0} ms exceeds the remaining {left.TotalMilliseconds:0} ms")
                : "its p99 is unknown, and the request has a deadline";
        }

        return double.IsInfinity(plan.BudgetUsd) ? null
            : hop.WorstCaseUsd is not { } worst ? "its worst case is unknown, and the cost of the request is bounded"
            : Usd.Sum(spentUsd, worst) <= plan.BudgetUsd ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"its worst case of ${worst:0.######} exceeds the remaining ${plan.BudgetUsd - spentUsd:0.######}");
    }

    /// <summary>Null if the hop must not be called again.</summary>
    private TimeSpan? WaitBeforeRetry(HopFailure failure, TimeSpan elapsed, double jitter, string? reasonAgainst)
    {
        var mayRetry = failure.ShouldRetry ?? failure.Class is FailureClass.RateLimited or FailureClass.Unavailable;
        if (!mayRetry || failure.Reached is Reached.Accepted || Failures >= Plan.Limits.Retries || reasonAgainst is not null)
        {
            return null;
        }

        var wait = failure.RetryAfter ?? FirstWait * Math.Pow(2, Failures) * (1 + jitter);
        var hop = Plan.Hops[((ChainStep.Call)Next).Hop];
        return wait <= Plan.Limits.MaxRetryWait && elapsed + wait < Plan.Total && BoundAgainst(Plan, hop, elapsed + wait, SpentUsd) is null
            ? wait
            : null;
    }
}
