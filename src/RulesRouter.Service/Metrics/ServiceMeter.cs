using System.Diagnostics.Metrics;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Service.Checking;
using RulesRouter.Service.Loading;

namespace RulesRouter.Service.Metrics;

/// <summary>The metrics of the service, under the .NET meter <c>RulesRouter</c>.</summary>
internal sealed class ServiceMeter : IDisposable
{
    public const string Name = "RulesRouter";

    private readonly Meter meter;
    private readonly Counter<long> decisions;

    public ServiceMeter(IMeterFactory meters, Router router, ReferenceSampling sampling, PolicyLoading loading)
    {
        meter = meters.Create(Name);
        decisions = meter.CreateCounter<long>(
            "rulesrouter.decisions",
            "{decision}",
            "Decisions by outcome and by source of the classification");
        meter.CreateObservableCounter(
            "rulesrouter.reference.compared",
            () => sampling.Compared,
            "{decision}",
            "Decisions whose conditions RulesEngine evaluated too");
        meter.CreateObservableCounter(
            "rulesrouter.reference.disagreed",
            () => sampling.Disagreed,
            "{decision}",
            "Compared decisions in which RulesEngine and the index disagree");
        meter.CreateObservableGauge(
            "rulesrouter.reference.serving",
            () => router.Current is { } snapshot ? snapshot.Set.Names.Count(name => snapshot.Set.Find(name)!.IsServedByRulesEngine) : 0,
            "{policy}",
            "Policies whose conditions RulesEngine evaluates, because the index disagreed with it");
        meter.CreateObservableCounter(
            "rulesrouter.reloads",
            () => loading.Counts.All.Select(one =>
                new Measurement<long>(one.Count, new KeyValuePair<string, object?>("result", one.Result))),
            "{reload}",
            "Reloads by result: loaded, failed, held, weaker, rolled-back");
        meter.CreateObservableGauge(
            "rulesrouter.revision",
            () => router.Current is { } snapshot
                ? [new Measurement<int>(1, new("revision", snapshot.Set.Revision), new("commit", snapshot.Commit ?? ""))]
                : Array.Empty<Measurement<int>>(),
            description: "1 with the current revision and its commit as attributes");
        meter.CreateObservableGauge(
            "rulesrouter.revision.held",
            () => loading.Status.Held is null ? 0 : 1,
            description: "1 while a revision that weakens protection waits for confirmation");
        meter.CreateObservableGauge(
            "rulesrouter.revision.weaker",
            () => loading.Status.Weaker is null ? 0 : 1,
            description: "1 while the current revision is known to weaken protection");
        meter.CreateObservableGauge(
            "rulesrouter.classifier.trained", () => router.Classifier.IsTrained
                ? 1
                : 0, description: "1 while the trained classifier is in use, 0 while fixed rules are");
        meter.CreateObservableGauge(
            "rulesrouter.classifier.problem", () => router.Classifier.Problem is null
                ? 0
                : 1, description: "1 while an expected classifier is not in use");
    }

    public void Count(Decision decision) => decisions.Add(
        1,
        new("outcome", decision is Routed ? "routed" : "denied"),
        new("classification.source", EnumNames<ClassificationSource>.NameOf(decision.Classification.Source)));

    public void Dispose() => meter.Dispose();
}
