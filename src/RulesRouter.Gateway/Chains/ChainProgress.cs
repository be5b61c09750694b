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

    /// <summary>The hop that is called beside the current one; null for none.</summary>
    public int? Beside { get; private init; }

    /// <summary>Calls of the current hop that failed.</summary>
    private int Failures { get; init; }

    /// <summary>Hops that failed while another one was called beside them: what comes next follows from them too.</summary>
    private ImmutableArray<(int Hop, FailureClass Class)> Unresolved { get; init; } = [];

    /// <summary>Hops that were called beside another one: none is called again.</summary>
    private ImmutableArray<int> Hedges { get; init; } = [];

    /// <param name="reasonAgainst">Why a hop must not be called now, such as an outage; null if it may.</param>
    public static ChainProgress Start(ChainPlan plan, Func<ChainHop, string?> reasonAgainst)
    {
        var skipped = ImmutableArray.CreateBuilder<SkippedHop>();
        var first = FirstFrom(plan, 0, TimeSpan.Zero, 0, static _ => true, reasonAgainst, skipped);
        return new ChainProgress(plan, first, skipped.ToImmutable());
    }

    /// <summary>
    /// Calls a hop beside the current one, which has given no content for long: the first later one that takes a timeout, and only if both
    /// calls are within every bound. The same progress if there is none, or the request may have effects twice.
    /// </summary>
    /// <param name="elapsed">Since the start of the chain.</param>
    /// <param name="reasonAgainst">Why a hop must not be called now, such as an outage; null if it may.</param>
    public ChainProgress Hedged(TimeSpan elapsed, Func<ChainHop, string?> reasonAgainst)
    {
        if (Next is not ChainStep.Call(var at, _) || Beside is not null || !Plan.IsRepeatable)
        {
            return this;
        }

        var spent = Usd.Sum(SpentUsd, Plan.Hops[at].WorstCaseUsd ?? 0);
        var ignored = ImmutableArray.CreateBuilder<SkippedHop>();
        var second = FirstFrom(
            Plan,
            at + 1,
            elapsed,
            spent,
            index => !Hedges.Contains(index) && Plan.Hops[index].On.Contains(FailureClass.Timeout),
            reasonAgainst,
            ignored);
        return second is ChainStep.Call(var beside, _) ? this with { Beside = beside, Hedges = Hedges.Add(beside) } : this;
    }

    /// <summary>The step after a call failed.</summary>
    /// <param name="at">Place of its hop: the current one, or the one beside it.</param>
    /// <param name="elapsed">Since the start of the chain.</param>
    /// <param name="jitter">0…1: spreads the waits of requests that failed together.</param>
    /// <param name="reasonAgainst">Why a hop must not be called now, such as an outage; null if it may.</param>
    /// <exception cref="InvalidOperationException">The chain is at its end.</exception>
    public ChainProgress Failed(int at, HopFailure failure, TimeSpan elapsed, double jitter, Func<ChainHop, string?> reasonAgainst)
    {
        if (Next is not ChainStep.Call(var current, _) || (at != current && at != Beside))
        {
            throw new InvalidOperationException("the hop is not called");
        }

        var hop = Plan.Hops[at];
        var spent = failure.Reached is Reached.NotSent or Reached.Rejected ? SpentUsd : Usd.Sum(SpentUsd, hop.WorstCaseUsd ?? 0);
        var after = this with { SpentUsd = spent };
        if (Beside is { } beside && failure.Reached != Reached.Answering)
        {
            return after with
            {
                Next = new ChainStep.Call(at == current ? beside : current, TimeSpan.Zero),
                Beside = null,
                Failures = 0,
                Unresolved = Unresolved.Add((at, failure.Class)),
            };
        }

        after = after with { Beside = null };
        if (StopAfter(failure, elapsed) is { } reason)
        {
            return after with { Next = new ChainStep.Stop(reason) };
        }

        var skipped = Skipped.ToBuilder();
        var failed = Unresolved.Add((at, failure.Class));
        var next = FirstFrom(
            Plan,
            failed.Min(one => one.Hop) + 1,
            elapsed,
            spent,
            later => !Hedges.Contains(later) && failed.Any(one => later > one.Hop && Plan.Hops[later].On.Contains(one.Class)),
            reasonAgainst,
            skipped);
        after = after with { Skipped = skipped.ToImmutable(), Unresolved = [] };
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
        Func<int, bool> takes,
        Func<ChainHop, string?> reasonAgainst,
        ImmutableArray<SkippedHop>.Builder skipped)
    {
        for (var index = first; index < plan.Hops.Length; index++)
        {
            var hop = plan.Hops[index];
            if (!takes(index))
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
