namespace RulesRouter.Constraints;

internal sealed class AllowedProviders() : ProviderConstraint("providers", "allow", ConstraintKind.AllowedSet)
{
    public override string Unit => "provider ids, `*` allowed";

    public override string Description => "only these providers";
}
