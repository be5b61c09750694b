using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

/// <summary>An allowed or forbidden set of names of which an endpoint has one.</summary>
/// <param name="fact">The name as properties of hops call it.</param>
internal abstract class NameConstraint(string key, string facet, ConstraintKind kind, string fact) : ConstraintDefinition(key, facet, kind)
{
    internal override FactDefinition Fact => FactOf(fact, FactType.String);

    internal override ConstraintReading Read(CandidateFacts candidate) => ConstraintReading.Of(NameOf(candidate.Endpoint));

    internal override FactValue ValueOf(CandidateFacts candidate) => FactValue.Of(NameOf(candidate.Endpoint));

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [ConstraintReading.Of(NameOf(endpoint))];

    /// <summary>Null is unknown.</summary>
    protected abstract string? NameOf(Endpoint endpoint);
}
