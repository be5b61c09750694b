using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class AllowedModels() : NameConstraint("models", "allow", ConstraintKind.AllowedSet, "model")
{
    public override string Unit => "model ids, `*` allowed";

    public override string Description => "only these models";

    internal override bool TakesPatterns => true;

    internal override ConstraintReading Read(CandidateFacts candidate) => ConstraintReading.Of(candidate.Endpoint.Model);

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [ConstraintReading.Of(endpoint.Model)];

    protected override string? NameOf(Endpoint endpoint) => endpoint.Model.Id;
}
