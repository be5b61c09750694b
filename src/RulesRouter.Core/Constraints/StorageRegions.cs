using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class StorageRegions() : EvidencedNamesConstraint("storageRegions", "allow", ConstraintKind.AllowedSet)
{
    public override string Unit => "region names";

    public override string Description => "every region where data may be stored is among these";

    public override bool IsCompliance => true;

    protected override Evidenced<ImmutableSortedSet<string>>? Stated(Endpoint endpoint) => endpoint.Compliance.StorageRegions;
}
