using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Constraints;

/// <summary>A set constraint on names that rest on evidence.</summary>
public abstract class EvidencedNamesConstraint(string key, string facet, ConstraintKind kind) : ConstraintDefinition(key, facet, kind)
{
    public override FactDefinition Fact => FactOf(Key, FactType.Set);

    public override bool RestsOnEvidence => true;

    public override ConstraintReading Read(CandidateFacts candidate) => new(Names: candidate.KnownNames(Stated(candidate.Endpoint)));

    public override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Names: Stated(endpoint)?.Value)];

    public override Evidence? EvidenceOf(Endpoint endpoint) => Stated(endpoint)?.Evidence;

    public override SourceSpan EvidenceSpan(Endpoint endpoint) => Stated(endpoint)?.Span ?? default;

    /// <summary>Null is unknown.</summary>
    protected abstract Evidenced<ImmutableSortedSet<string>>? Stated(Endpoint endpoint);
}
