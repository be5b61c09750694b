using RulesRouter.Catalog;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Constraints;

/// <summary>A bound on a number that rests on evidence.</summary>
public abstract class EvidencedNumberConstraint(string key, string facet, ConstraintKind kind) : ConstraintDefinition(key, facet, kind)
{
    public override FactDefinition Fact => FactOf(Key, FactType.Number);

    public override bool RestsOnEvidence => true;

    public override ConstraintReading Read(CandidateFacts candidate) => new(Number: candidate.Known(Stated(candidate.Endpoint)));

    public override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Number: Stated(endpoint)?.Value)];

    public override Evidence? EvidenceOf(Endpoint endpoint) => Stated(endpoint)?.Evidence;

    public override SourceSpan EvidenceSpan(Endpoint endpoint) => Stated(endpoint)?.Span ?? default;

    /// <summary>Null is unknown.</summary>
    protected abstract Evidenced<double>? Stated(Endpoint endpoint);
}
