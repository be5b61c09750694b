using System.Diagnostics;
using System.Diagnostics.Metrics;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Service.Checking;
using RulesRouter.Service.Loading;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Recording;
using RulesRouter.Service.StateKeeping;

namespace RulesRouter.Service.Metrics;

/// <summary>The metrics of the service, under the .NET meter <see cref="MetricNames.Meter"/>.</summary>
internal sealed class ServiceMeter : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> decisions;
    private readonly Counter<long> exclusions;
    private readonly Counter<double> estimated;
    private readonly Gauge<double> shares;

    public ServiceMeter(
        IMeterFactory meters,
        Router router,
        ReferenceSampling sampling,
        PolicyLoading loading,
        ServiceState state,
        DecisionRecorder recorder,
        ClosedSegments closed,
        OutcomeIntake intake)
    {
        meter = meters.Create(MetricNames.Meter);
        decisions = meter.CreateCounter<long>(
            MetricNames.Decisions,
            "{decision}",
            "Decisions by outcome, source of the classification, policy, and endpoint or code of the denial");
        exclusions = meter.CreateCounter<long>(
            MetricNames.Exclusions,
            "{endpoint}",
            "Endpoints that decisions exclude, each once a decision, by policy and the first constraint that excludes it");
        estimated = meter.CreateCounter<double>(
            MetricNames.EstimatedCost,
            "USD",
            "Estimated cost of the first hop of routed decisions, where it is known, by policy and endpoint");
        shares = meter.CreateGauge<double>(
            MetricNames.BudgetShare,
            "1",
            "Share of a budget that was spent and reserved before the last decision within it, of whichever caller, by budget");
        ObservePolicies(router, sampling, loading);
        ObserveState(state);
        ObserveStores(recorder, closed, intake);
    }

    public void Count(Decision decision)
    {
        var source = EnumNames<ClassificationSource>.NameOf(decision.Classification.Source);
        if (decision is Routed routed)
        {
            var (endpoint, cost) = ((string)routed.Hops[0].Endpoint.Id, routed.Hops[0].Estimate.TokenCostUsd);
            decisions.Add(1, new TagList
            {
                { MetricNames.Outcome, "routed" },
                { MetricNames.ClassificationSource, source },
                { MetricNames.Policy, decision.Policy },
                { MetricNames.Endpoint, endpoint },
            });
            if (cost is { } usd)
            {
                estimated.Add(usd, new(MetricNames.Policy, decision.Policy), new(MetricNames.Endpoint, endpoint));
            }
        }
        else
        {
            decisions.Add(1, new TagList
            {
                { MetricNames.Outcome, "denied" },
                { MetricNames.ClassificationSource, source },
                { MetricNames.Policy, decision.Policy },
                { MetricNames.Denial, EnumNames<DenialCode>.NameOf(((Denied)decision).Code) },
            });
        }

        foreach (var (constraint, endpoints) in decision.Explanation.Excluded)
        {
            exclusions.Add(endpoints, new(MetricNames.Policy, decision.Policy), new(MetricNames.Constraint, constraint));
        }

        foreach (var use in decision.Budgets)
        {
            if (use.Share is { } share)
            {
                shares.Record(share, new KeyValuePair<string, object?>(MetricNames.Budget, use.Id));
            }
        }
    }

    public void Dispose() => meter.Dispose();

    private static int One(bool condition) => condition ? 1 : 0;

    private static IEnumerable<Measurement<int>> ExcludedIn(ServiceState state)
    {
        var people = state.ExcludedByPeople;
        return state.Present.Excluded.Keys.Select(id => new Measurement<int>(
            1,
            new(MetricNames.Endpoint, id),
            new(MetricNames.By, people.ContainsKey(id) ? "person" : "circuit")));
    }

    private void ObservePolicies(Router router, ReferenceSampling sampling, PolicyLoading loading)
    {
        meter.CreateObservableCounter(
            MetricNames.Compared,
            () => sampling.Compared,
            "{decision}",
            "Decisions whose conditions RulesEngine evaluated too");
        meter.CreateObservableCounter(
            MetricNames.Disagreed,
            () => sampling.Disagreed,
            "{decision}",
            "Compared decisions in which RulesEngine and the index disagree");
        meter.CreateObservableGauge(
            MetricNames.ReferenceServing,
            () => router.Current is { } snapshot ? snapshot.Set.Names.Count(name => snapshot.Set.Find(name)!.IsServedByRulesEngine) : 0,
            "{policy}",
            "Policies whose conditions RulesEngine evaluates, because the index disagreed with it");
        meter.CreateObservableCounter(
            MetricNames.Reloads,
            () => loading.Counts.All.Select(one =>
                new Measurement<long>(one.Count, new KeyValuePair<string, object?>(MetricNames.Result, one.Result))),
            "{reload}",
            "Reloads by result: loaded, failed, held, weaker, rolled-back");
        meter.CreateObservableGauge(
            MetricNames.Revision,
            () => router.Current is { } snapshot
                ?
                [
                    new Measurement<int>(
                        1,
                        new(MetricNames.RevisionHash, snapshot.Set.Revision),
                        new(MetricNames.Commit, snapshot.Commit ?? "")),
                ]
                : Array.Empty<Measurement<int>>(),
            description: "1 with the current revision and its commit as attributes");
        meter.CreateObservableGauge(
            MetricNames.RevisionHeld,
            () => One(loading.Status.Held is not null),
            description: "1 while a revision that weakens protection waits for confirmation");
        meter.CreateObservableGauge(
            MetricNames.RevisionWeaker,
            () => One(loading.Status.Weaker is not null),
            description: "1 while the current revision is known to weaken protection");
        meter.CreateObservableGauge(
            MetricNames.ClassifierTrained,
            () => One(router.Classifier.IsTrained),
            description: "1 while the trained classifier is in use, 0 while fixed rules are");
        meter.CreateObservableGauge(
            MetricNames.ClassifierProblem,
            () => One(router.Classifier.Problem is not null),
            description: "1 while an expected classifier is not in use");
    }

    private void ObserveState(ServiceState state)
    {
        meter.CreateObservableCounter(
            MetricNames.SettledCost,
            () => state.SettledUsd,
            "USD",
            "Cost that outcomes and calls of the gateway reported for decisions of this instance, once for each hop");
        meter.CreateObservableGauge(
            MetricNames.BudgetLost,
            () => One(state.Budgets.Problem is not null),
            description: "1 while the store of budgets is lost, so that `onStoreLost` applies");
        meter.CreateObservableGauge(
            MetricNames.EndpointExcluded,
            () => ExcludedIn(state),
            description: "1 for each endpoint or provider with an open circuit or taken out by a person");
    }

    private void ObserveStores(DecisionRecorder recorder, ClosedSegments closed, OutcomeIntake intake)
    {
        meter.CreateObservableGauge(
            MetricNames.RecordWaiting,
            () => recorder.WaitingBytes,
            "By",
            "Lines that wait for the record to be written");
        meter.CreateObservableGauge(
            MetricNames.RecordProblem,
            () => One(recorder.Problem is not null),
            description: "1 while decisions cannot be recorded, and so are not made");
        meter.CreateObservableGauge(
            MetricNames.RecordDamage,
            () => One(!closed.Damage.IsEmpty),
            description: "1 while closed segments of the record are gone or changed");
        meter.CreateObservableGauge(
            MetricNames.OutcomesPending,
            () => intake.PendingCount,
            "{decision}",
            "Decisions on their way to the outcome store");
        meter.CreateObservableGauge(
            MetricNames.OutcomesLag,
            () => intake.Lag.TotalSeconds,
            "s",
            "Time since the outcome store had everything that the record has; 0 without a store");
        meter.CreateObservableGauge(
            MetricNames.OutcomesEpoch,
            () => intake.Learned.Epoch,
            description: "Number of the last outcome that decisions have learned from");
    }
}
