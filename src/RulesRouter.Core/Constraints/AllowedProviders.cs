using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

public sealed class AllowedProviders() : NameConstraint("providers", "allow", ConstraintKind.AllowedSet, "provider")
{
    public override string Unit => "provider ids, `*` allowed";

    public override string Description => "only these providers";

    public override bool IsCompliance => true;

    public override bool TakesPatterns => true;

    protected override string? NameOf(Endpoint endpoint) => endpoint.Provider.Id;
}
