using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

/// <summary>A bound on a number that the catalog states without evidence.</summary>
public abstract class NumberConstraint(string key, string facet, ConstraintKind kind) : ConstraintDefinition(key, facet, kind)
{
    public override FactDefinition Fact => FactOf(Key, FactType.Number);

    public override ConstraintReading Read(CandidateFacts candidate) => new(Number: Stated(candidate.Endpoint));

    public override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Number: Stated(endpoint))];

    /// <summary>Null is unknown.</summary>
    protected abstract double? Stated(Endpoint endpoint);
}
