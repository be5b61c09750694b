using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class AllowedRegions() : NameConstraint("regions", "allow", ConstraintKind.AllowedSet, "region")
{
    public override string Unit => "region names";

    public override string Description => "the region of the endpoint itself";

    public override bool IsCompliance => true;

    protected override string? NameOf(Endpoint endpoint) => endpoint.Region;
}
