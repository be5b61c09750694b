using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class Certifications() : EvidencedNamesConstraint("certifications", "", ConstraintKind.MustHaveAll)
{
    public override string Unit => "names such as soc2";

    public override string Description => "certifications the provider holds";

    public override bool IsCompliance => true;

    protected override Evidenced<ImmutableSortedSet<string>>? Stated(Endpoint endpoint) => endpoint.Compliance.Certifications;
}
