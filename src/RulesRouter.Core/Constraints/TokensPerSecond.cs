using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class TokensPerSecond() : EvidencedNumberConstraint("tokensPerSecond", "min", ConstraintKind.LowerBound)
{
    public override string Unit => "tokens per second";

    public override string Description => "median speed of the answer";

    protected override Evidenced<double>? Stated(Endpoint endpoint) => endpoint.Latency?.TokensPerSecondP50;
}
