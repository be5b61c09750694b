using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Requests;
using RulesRouter.Service.Options;
using RulesRouter.State;
using RulesRouter.State.Budgets;
using RulesRouter.State.Health;
using RulesRouter.State.Latencies;
using RulesRouter.State.Sessions;
using RulesRouter.State.Stores;

namespace RulesRouter.Service.StateKeeping;

/// <summary>What decisions depend on besides what is learned: budgets, sessions, health and measured latency of endpoints.</summary>
internal sealed class ServiceState : IDisposable
{
    /// <summary>Outcomes reported later say nothing about an endpoint now.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    private readonly RecentDecisions recent = new();
    private readonly StateFile file;
    private readonly IBudgetStore store;
    private readonly MeasuredLatencies latencies;
    private readonly TimeProvider clock;
    private readonly Lock settling = new();
    private double settledUsd;
    private volatile Endpoints present = new(RouterState.Healthy.Excluded, RouterState.Healthy.Latencies);

    /// <exception cref="IOException">The file of the state cannot be opened.</exception>
    public ServiceState(ServiceOptions options, TimeProvider clock)
    {
        this.clock = clock;
        file = new StateFile(options.StatePath);
        var local = new SqliteBudgetStore(file);
        var manual = new ManualStateStore(file);
        ManualStateExchange? exchange = null;
        if (options.Redis is { } server)
        {
            var redis = new RedisConnection(server, options.RedisPassword);
            var ledger = Environment.MachineName + ":" + Path.GetFullPath(options.StatePath ?? "memory");
            store = new RedisBudgetStore(redis, local, ledger, clock);
            Sessions = new RedisSessionStore(redis);
            exchange = new ManualStateExchange(redis, manual);
        }
        else
        {
            store = local;
            Sessions = new SqliteSessionStore(file);
        }

        Budgets = new BudgetKeeper(store, clock, options.BudgetTimeout);
        Health = new EndpointHealth(new HealthSettings(), manual, clock, exchange);
        latencies = new MeasuredLatencies(new LatencySettings(), clock);
    }

    public BudgetKeeper Budgets { get; }

    public EndpointHealth Health { get; }

    /// <summary>What is known of sessions.</summary>
    public ISessionStore Sessions { get; }

    /// <summary>US dollars that attempts of decisions cost, as outcomes and the gateway reported since the start.</summary>
    public double SettledUsd
    {
        get
        {
            lock (settling)
            {
                return settledUsd;
            }
        }
    }

    /// <summary>Changes only when the state of an endpoint does.</summary>
    public Endpoints Present => present;

    /// <summary>Whether an endpoint is excluded since its calls failed.</summary>
    public bool HasOpenCircuits => Present.Excluded.Count > ExcludedByPeople.Count;

    /// <summary>What people took out: why, by id of an endpoint or provider.</summary>
    public ImmutableSortedDictionary<string, string> ExcludedByPeople
    {
        get
        {
            var excluded = Present.Excluded;
            if (excluded.IsEmpty)
            {
                return excluded;
            }

            var set = Health.Manual.Where(one => !one.IsUp).Select(one => one.Endpoint).ToHashSet();
            return excluded.RemoveRange(excluded.Keys.Where(id => !set.Contains(id)));
        }
    }

    /// <summary>A decision whose outcomes are counted.</summary>
    public void Expect(string decisionId, Decision decision)
    {
        if (decision is Routed)
        {
            recent.Add(decisionId, decision);
        }
    }

    /// <summary>
    /// Outcomes that were stored. They settle budgets; those of decisions that this instance made lately count for the health and latency
    /// of endpoints too, once each.
    /// </summary>
    public void Report(IReadOnlyList<OutcomeReport> reports)
    {
        foreach (var report in reports)
        {
            Budgets.Settle(
                report.DecisionId,
                report.Hop,
                report.CostUsd,
                report is { InputTokens: { } input, OutputTokens: { } output } ? (long)input + output : null,
                isLast: report.Verdict == Verdict.Right);
            Settled(report.DecisionId, report.Hop, report.CostUsd);
            if (recent.Reported(report.DecisionId, report.Hop) is { } endpoint && !(clock.GetUtcNow() - report.At > Recent))
            {
                Count(HopOf(report, endpoint));
            }
        }

        Refresh();
    }

    /// <summary>Counts a call that carried out a hop. A later outcome of the hop does not count for its endpoint again.</summary>
    public void Count(string decisionId, int hop, HopReport report)
    {
        recent.Reported(decisionId, hop);
        Count(report);
    }

    /// <summary>Adds what an attempt cost, once for each hop of the latest decisions.</summary>
    /// <param name="usd">US dollars; null if unknown.</param>
    public void Settled(string decisionId, int hop, double? usd)
    {
        if (usd is { } cost && recent.Settled(decisionId, hop))
        {
            lock (settling)
            {
                settledUsd += cost;
            }
        }
    }

    /// <summary>Counts a call for the health and latency of its endpoint.</summary>
    public void Count(HopReport report)
    {
        Health.Report(report);
        latencies.Report(report);
    }

    /// <summary>
    /// Why an endpoint must not be called now, since a person took it out; null if it may. A circuit that opened since the decision is no
    /// reason: the endpoint may be the last of the chain.
    /// </summary>
    public string? ReasonAgainst(Catalog.Endpoint endpoint)
    {
        var excluded = ExcludedByPeople;
        return excluded.IsEmpty
            ? null
            : endpoint.PassesThrough.Select(provider => provider.Id)
                .Prepend(endpoint.Id)
                .Select(id => excluded.GetValueOrDefault(id))
                .FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Takes over what has changed with time: circuits that end, latencies, and a shared store that is back.</summary>
    public void Refresh()
    {
        latencies.Publish();
        var (excluded, measured, known) = (Health.Excluded(), latencies.Published, present);
        if (measured != known.Latencies || !excluded.SequenceEqual(known.Excluded))
        {
            present = new Endpoints(excluded.SequenceEqual(known.Excluded) ? known.Excluded : excluded, measured);
        }
    }

    public void Dispose()
    {
        store.Dispose();
        file.Dispose();
    }

    /// <summary>An attempt without an answer that took time was given up after that time.</summary>
    private static HopReport HopOf(OutcomeReport report, string endpoint) => new(
        endpoint,
        report.Verdict != Verdict.Unanswered ? null : report.LatencyMs is null ? FailureClass.Unavailable : FailureClass.Timeout,
        null,
        report.LatencyMs,
        report.OutputTokens);

    /// <summary>The state of all endpoints at a time.</summary>
    internal sealed record Endpoints(
        ImmutableSortedDictionary<string, string> Excluded,
        ImmutableSortedDictionary<string, MeasuredLatency> Latencies);
}
