using RulesRouter.Catalog;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Constraints;

/// <summary>A permission or requirement about a boolean that rests on evidence.</summary>
public abstract class EvidencedBooleanConstraint(string key, ConstraintKind kind) : ConstraintDefinition(key, "", kind)
{
    public override string Unit => "boolean";

    public override FactDefinition Fact => FactOf(Key, FactType.Boolean);

    public override bool RestsOnEvidence => true;

    public override ConstraintReading Read(CandidateFacts candidate) => new(Boolean: candidate.Known(Stated(candidate.Endpoint)));

    public override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Boolean: Stated(endpoint)?.Value)];

    public override Evidence? EvidenceOf(Endpoint endpoint) => Stated(endpoint)?.Evidence;

    public override SourceSpan EvidenceSpan(Endpoint endpoint) => Stated(endpoint)?.Span ?? default;

    /// <summary>Null is unknown.</summary>
    protected abstract Evidenced<bool>? Stated(Endpoint endpoint);
}
