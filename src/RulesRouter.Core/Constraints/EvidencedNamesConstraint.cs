using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Constraints;

/// <summary>A set constraint on names that rest on evidence.</summary>
internal abstract class EvidencedNamesConstraint(string key, string facet, ConstraintKind kind) : ConstraintDefinition(key, facet, kind)
{
    internal override FactDefinition Fact => FactOf(Key, FactType.Set);

    internal override bool RestsOnEvidence => true;

    internal override ConstraintReading Read(CandidateFacts candidate) => new(Names: candidate.KnownNames(Stated(candidate.Endpoint)));

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => [new(Names: Stated(endpoint)?.Value)];

    internal override Evidence? EvidenceOf(Endpoint endpoint) => Stated(endpoint)?.Evidence;

    internal override SourceSpan EvidenceSpan(Endpoint endpoint) => Stated(endpoint)?.Span ?? default;

    /// <summary>Null is unknown.</summary>
    protected abstract Evidenced<ImmutableSortedSet<string>>? Stated(Endpoint endpoint);
}
