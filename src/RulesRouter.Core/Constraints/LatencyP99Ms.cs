using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

internal sealed class LatencyP99Ms() : CallFigureConstraint("latencyP99Ms", "max", ConstraintKind.UpperBound, CallFigure.LatencyP99Ms)
{
    public override string Unit => "milliseconds";

    public override string Description => "time of the whole answer at its expected length, at p99";

    internal override ImmutableArray<ImmutableArray<FactSlot>> RequestSums => [[FixedFacts.DeadlineMs]];

    /// <summary>At best nothing follows the first token.</summary>
    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Number: endpoint.Latency?.TtftP99Ms?.Value)];

    internal override ConstraintValue? AskedBy(RequestLimits request) =>
        request.DeadlineMs is { } deadline ? new ConstraintValue.Number(deadline) : null;
}
