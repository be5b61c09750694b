using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class DataRetentionDays() : EvidencedNumberConstraint("dataRetentionDays", "max", ConstraintKind.UpperBound)
{
    public override string Unit => "days";

    public override string Description => "how long the provider keeps prompts and answers";

    public override bool IsCompliance => true;

    protected override Evidenced<double>? Stated(Endpoint endpoint) => endpoint.Compliance.DataRetentionDays;
}
