using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class ServiceTiers() : NameConstraint("serviceTiers", "allow", ConstraintKind.AllowedSet, "serviceTier")
{
    public override string Unit => "service tier names; `standard` where an endpoint names none";

    public override string Description => "only these service tiers";

    protected override string? NameOf(Endpoint endpoint) => endpoint.ServiceTier ?? "standard";
}
