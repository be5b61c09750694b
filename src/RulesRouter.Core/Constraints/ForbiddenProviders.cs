using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

public sealed class ForbiddenProviders() : NameConstraint("providers", "forbid", ConstraintKind.ForbiddenSet, "provider")
{
    public override string Unit => "provider ids, `*` allowed";

    public override string Description => "none of these providers";

    public override bool IsCompliance => true;

    public override bool TakesPatterns => true;

    protected override string? NameOf(Endpoint endpoint) => endpoint.Provider.Id;
}
