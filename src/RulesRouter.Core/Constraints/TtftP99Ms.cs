using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class TtftP99Ms() : EvidencedNumberConstraint("ttftP99Ms", "max", ConstraintKind.UpperBound)
{
    public override string Unit => "milliseconds";

    public override string Description => "time to first token at p99";

    protected override Evidenced<double>? Stated(Endpoint endpoint) => endpoint.Latency?.TtftP99Ms;
}
