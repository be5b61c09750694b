using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class ZeroDataRetention() : EvidencedBooleanConstraint("zeroDataRetention", ConstraintKind.Requirement)
{
    public override string Description => "`true`: a zero-data-retention agreement covers the endpoint";

    public override bool IsCompliance => true;

    protected override Evidenced<bool>? Stated(Endpoint endpoint) => endpoint.Compliance.ZeroDataRetention;
}
