using System.Diagnostics.Metrics;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Json;
using RulesRouter.Service.Checking;
using RulesRouter.Service.Snapshots;

namespace RulesRouter.Service.Metrics;

/// <summary>What the service counts, under the meter <c>RulesRouter</c>; whatever listens to .NET meters can read it.</summary>
internal sealed class ServiceMeter : IDisposable
{
    public const string Name = "RulesRouter";

    private readonly Meter meter;
    private readonly Counter<long> decisions;

    public ServiceMeter(IMeterFactory meters, SnapshotHolder holder, ReferenceSampling sampling)
    {
        meter = meters.Create(Name);
        decisions = meter.CreateCounter<long>("rulesrouter.decisions", "{decision}", "Decisions by outcome and by who classified the prompt");
        meter.CreateObservableCounter("rulesrouter.reference.compared", () => sampling.Compared, "{decision}", "Decisions whose conditions RulesEngine evaluated too");
        meter.CreateObservableCounter("rulesrouter.reference.disagreed", () => sampling.Disagreed, "{decision}", "Those of them in which it found otherwise than the index");
        meter.CreateObservableGauge(
            "rulesrouter.classifier.trained", () => holder.Classifier.IsTrained ? 1 : 0, description: "1 where the trained classifier serves, 0 where fixed rules do");
        meter.CreateObservableGauge(
            "rulesrouter.classifier.problem", () => holder.Classifier.Problem is null ? 0 : 1, description: "1 where a classifier was expected and does not serve");
    }

    public void Count(Decision decision) => decisions.Add(
        1,
        new("outcome", decision.Outcome == Outcome.Routed ? "routed" : "denied"),
        new("classification.source", DecisionWriter.NameOf(decision.Classification.Source)));

    public void Dispose() => meter.Dispose();
}
