using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

public sealed class AllowedModels() : NameConstraint("models", "allow", ConstraintKind.AllowedSet, "model")
{
    public override string Unit => "model ids, `*` allowed";

    public override string Description => "only these models";

    public override bool TakesPatterns => true;

    public override ConstraintReading Read(CandidateFacts candidate) => ConstraintReading.Of(candidate.Endpoint.Model);

    public override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [ConstraintReading.Of(endpoint.Model)];

    protected override string? NameOf(Endpoint endpoint) => endpoint.Model.Id;
}
