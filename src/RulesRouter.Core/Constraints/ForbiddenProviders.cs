namespace RulesRouter.Constraints;

internal sealed class ForbiddenProviders() : ProviderConstraint("providers", "forbid", ConstraintKind.ForbiddenSet)
{
    public override string Unit => "provider ids, `*` allowed";

    public override string Description => "none of these providers";
}
