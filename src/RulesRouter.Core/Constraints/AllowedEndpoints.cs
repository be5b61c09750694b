using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class AllowedEndpoints() : NameConstraint("endpoints", "allow", ConstraintKind.AllowedSet, "endpoint")
{
    public override string Unit => "endpoint ids, `*` allowed";

    public override string Description => "only these endpoints";

    internal override bool TakesPatterns => true;

    protected override string? NameOf(Endpoint endpoint) => endpoint.Id;
}
