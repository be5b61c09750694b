using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class ForbiddenEndpoints() : NameConstraint("endpoints", "forbid", ConstraintKind.ForbiddenSet, "endpoint")
{
    public override string Unit => "endpoint ids, `*` allowed";

    public override string Description => "none of these endpoints";

    internal override bool TakesPatterns => true;

    protected override string? NameOf(Endpoint endpoint) => endpoint.Id;
}
