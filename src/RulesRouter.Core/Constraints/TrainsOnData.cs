using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class TrainsOnData() : EvidencedBooleanConstraint("trainsOnData", ConstraintKind.Permission)
{
    public override string Description => "`false`: the provider does not train on the data";

    public override bool IsCompliance => true;

    protected override Evidenced<bool>? Stated(Endpoint endpoint) => endpoint.Compliance.TrainsOnData;
}
