using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class AllowedModels() : NameConstraint("models", "allow", ConstraintKind.AllowedSet, "model")
{
    public override string Unit => "model ids, `*` allowed";

    public override string Description =>
        "only these models, by any of their names; an alias allows the model that it refers to at the time of the decision";

    internal override bool TakesPatterns => true;

    /// <summary>A model's names are its own, those of the model that answers, and those of every alias of that model.</summary>
    internal override ConstraintReading Read(CandidateFacts candidate)
    {
        var model = ConstraintReading.Of(candidate.Endpoint.Model);
        var answering = candidate.Aliases.Behind(candidate.Endpoint.Model);
        return model with
        {
            Spellings = model.Spellings!.Add(answering.Id).Union(answering.Spellings).Union(candidate.Aliases.NamesFor(answering)),
        };
    }

    /// <summary>Aliases decide it too, which are facts of the catalog.</summary>
    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => null;

    protected override string? NameOf(Endpoint endpoint) => endpoint.Model.Id;
}
