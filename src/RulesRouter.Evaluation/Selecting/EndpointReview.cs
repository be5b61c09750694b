using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>What can be said of an endpoint before there is a request: for checks over all requests.</summary>
/// <param name="At">The moment prices, dates and evidence are judged at.</param>
public sealed record EndpointReview(Endpoint Endpoint, DateTimeOffset At, bool AllowSampleEvidence)
{
    /// <summary>Released and not retired.</summary>
    public bool IsServed => Endpoint.IsServed(DateOnly.FromDateTime(At.UtcDateTime));

    /// <summary>False only if the endpoint fails the constraint whatever the task and the lengths of the request: estimates are taken at their best.</summary>
    public bool MaySatisfy(ConstraintDefinition definition, ConstraintValue value) =>
        Circumstances().Any(on => FactReader.Read(definition, on.Consider(Endpoint), on).Satisfies(definition, value));

    /// <summary>The least time of a whole answer at p99, in milliseconds; null where it is unknown, which no deadline admits.</summary>
    public double? LeastLatencyP99Ms => Endpoint.Latency?.P99Ms(0, DateOnly.FromDateTime(At.UtcDateTime), AllowSampleEvidence);

    /// <summary>Each task, and each price tier, with nothing written.</summary>
    private IEnumerable<Consideration> Circumstances()
    {
        ImmutableArray<double> inputs = [0, .. Endpoint.Prices?.RatesAt(At)?.Tiers.Select(tier => tier.AboveInputTokens + 1.0) ?? []];
        return inputs.Select(input => Circumstance(null, input)).Concat(Enum.GetValues<TaskKind>().Select(task => Circumstance(task, 0)));
    }

    private Consideration Circumstance(TaskKind? task, double inputTokens) =>
        new(At, DateOnly.FromDateTime(At.UtcDateTime), AllowSampleEvidence, task, inputTokens, 0, 0, 0, null);
}
