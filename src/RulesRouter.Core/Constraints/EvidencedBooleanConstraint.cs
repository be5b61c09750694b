using RulesRouter.Catalog;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Constraints;

/// <summary>A permission or requirement about a boolean that rests on evidence.</summary>
internal abstract class EvidencedBooleanConstraint(string key, ConstraintKind kind) : ConstraintDefinition(key, "", kind)
{
    public override string Unit => "boolean";

    internal override FactDefinition Fact => FactOf(Key, FactType.Boolean);

    internal override bool RestsOnEvidence => true;

    internal override ConstraintReading Read(CandidateFacts candidate) => new(Boolean: candidate.Known(Stated(candidate.Endpoint)));

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Boolean: Stated(endpoint)?.Value)];

    internal override Evidence? EvidenceOf(Endpoint endpoint) => Stated(endpoint)?.Evidence;

    internal override SourceSpan EvidenceSpan(Endpoint endpoint) => Stated(endpoint)?.Span ?? default;

    /// <summary>Null is unknown.</summary>
    protected abstract Evidenced<bool>? Stated(Endpoint endpoint);
}
