using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

internal sealed class SampleEvidence() : ConstraintDefinition("sampleEvidence", "", ConstraintKind.Permission)
{
    public override string Unit => "boolean";

    public override string Description => "`false`: compliance facts may not rest on sample evidence";

    public override bool IsCompliance => true;

    internal override FactDefinition Fact => FactOf(Key, FactType.Boolean);

    internal override ConstraintReading Read(CandidateFacts candidate) =>
        new(Boolean: candidate.Endpoint.Compliance.Evidence()
            .Any(fact => fact.Evidence.IsSample && !fact.Evidence.HasExpired(candidate.Today)));

    /// <summary>Evidence expires, so either value is possible.</summary>
    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => null;
}
