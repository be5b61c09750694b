using RulesRouter.Catalog;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Constraints;

/// <summary>A bound on a number that rests on evidence.</summary>
internal abstract class EvidencedNumberConstraint(string key, string facet, ConstraintKind kind) : ConstraintDefinition(key, facet, kind)
{
    internal override FactDefinition Fact => FactOf(Key, FactType.Number);

    internal override bool RestsOnEvidence => true;

    internal override ConstraintReading Read(CandidateFacts candidate) => new(Number: candidate.Known(Stated(candidate.Endpoint)));

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Number: Stated(endpoint)?.Value)];

    internal override Evidence? EvidenceOf(Endpoint endpoint) => Stated(endpoint)?.Evidence;

    internal override SourceSpan EvidenceSpan(Endpoint endpoint) => Stated(endpoint)?.Span ?? default;

    /// <summary>Null is unknown.</summary>
    protected abstract Evidenced<double>? Stated(Endpoint endpoint);
}
