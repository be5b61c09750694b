using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

/// <summary>A bound on a number that the catalog states without evidence.</summary>
internal abstract class NumberConstraint(string key, string facet, ConstraintKind kind) : ConstraintDefinition(key, facet, kind)
{
    internal override FactDefinition Fact => FactOf(Key, FactType.Number);

    internal override ConstraintReading Read(CandidateFacts candidate) => new(Number: Stated(candidate.Endpoint));

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Number: Stated(endpoint))];

    /// <summary>Null is unknown.</summary>
    protected abstract double? Stated(Endpoint endpoint);
}
