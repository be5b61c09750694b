using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class ForbiddenModels() : NameConstraint("models", "forbid", ConstraintKind.ForbiddenSet, "model")
{
    public override string Unit => "model ids, `*` allowed";

    public override string Description => "none of these models, by any of their names, nor an alias of one at the time of the decision";

    internal override bool TakesPatterns => true;

    /// <summary>An alias is forbidden with its target.</summary>
    internal override ConstraintReading Read(CandidateFacts candidate)
    {
        var model = ConstraintReading.Of(candidate.Endpoint.Model);
        return candidate.Aliases.Of(candidate.Endpoint.Model.Id) is { } alias
            ? model with { Names = model.Names!.Add(alias.Target.Id), Spellings = model.Spellings!.Union(alias.Target.Spellings) }
            : model;
    }

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [ConstraintReading.Of(endpoint.Model)];

    protected override string? NameOf(Endpoint endpoint) => endpoint.Model.Id;
}
