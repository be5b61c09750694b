using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Constraints;

internal sealed class LatencyP99Ms() : CallFigureConstraint("latencyP99Ms", "max", ConstraintKind.UpperBound, CallFigure.LatencyP99Ms)
{
    public override string Unit => "milliseconds";

    public override string Description => "time of the whole answer at its expected length, at p99";

    internal override ImmutableArray<ImmutableArray<FactSlot>> RequestSums => [[FixedFacts.DeadlineMs]];

    /// <summary>At best nothing follows the first token.</summary>
    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Number: endpoint.Latency?.TtftP99Ms?.Value)];

    /// <summary>Of both figures that it reads; the place is that of the one whose evidence expires first.</summary>
    internal override Evidence? EvidenceOf(Endpoint endpoint) => endpoint.Latency is not { TtftP99Ms: { } first } latency
        ? null
        : latency.TokensPerSecondP1 is { } speed ? first.Evidence.And(speed.Evidence) : first.Evidence;

    internal override SourceSpan EvidenceSpan(Endpoint endpoint) => endpoint.Latency is not { TtftP99Ms: { } first } latency
        ? default
        : latency.TokensPerSecondP1 is { } speed && speed.Evidence.ExpiresBefore(first.Evidence) ? speed.Span : first.Span;

    internal override ConstraintValue? AskedBy(RequestLimits request) =>
        request.DeadlineMs is { } deadline ? new ConstraintValue.Number(deadline) : null;
}
