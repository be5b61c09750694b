using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

public sealed class ForbiddenEndpoints() : NameConstraint("endpoints", "forbid", ConstraintKind.ForbiddenSet, "endpoint")
{
    public override string Unit => "endpoint ids, `*` allowed";

    public override string Description => "none of these endpoints";

    public override bool TakesPatterns => true;

    protected override string? NameOf(Endpoint endpoint) => endpoint.Id;
}
