using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Constraints;

/// <summary>
/// One constraint of the language: its spelling, what it reads from an endpoint, what a request itself asks of it, and what a proof may
/// assume. Every list of constraints elsewhere (schema test, binder, evaluator, prover, diff, reference) derives from these members.
/// </summary>
/// <param name="key">The path under <c>constrain:</c> without the facet: <c>price.outputPerMTok</c>.</param>
/// <param name="facet">The key of the value below the path (<c>max, min, allow, forbid</c>), or empty.</param>
public abstract class ConstraintDefinition(string key, string facet, ConstraintKind kind)
{
    /// <summary>As reported, facet included: <c>dataRetentionDays.max</c>; unique.</summary>
    public string Name { get; } = facet.Length == 0 ? key : $"{key}.{facet}";

    public string Key => key;

    public string Facet => facet;

    public ConstraintKind Kind => kind;

    /// <summary>Of the number, or what the names are.</summary>
    public abstract string Unit { get; }

    /// <summary>What the endpoint must satisfy, for the reference and editors.</summary>
    public abstract string Description { get; }

    /// <summary>Derived facts may not decide it unless the rule says <c>allowDerived</c>.</summary>
    public virtual bool IsCompliance => false;

    /// <summary>Names are wildcards over endpoint, model or provider ids.</summary>
    internal virtual bool TakesPatterns => false;

    /// <summary>The endpoint's side as properties of hops and <c>diff</c> name it.</summary>
    internal abstract FactDefinition Fact { get; }

    /// <summary>Its evidence may expire or be a sample; the fact is unknown then.</summary>
    internal virtual bool RestsOnEvidence => false;

    /// <summary>The figure of a call that it bounds; null where no request changes the endpoint's side.</summary>
    internal virtual CallFigure? Figure => null;

    /// <summary>
    /// Sums of request facts that a request itself puts in force: where all facts of a sum are known, the request's own bound is at least
    /// as strict as the sum. For proofs.
    /// </summary>
    internal virtual ImmutableArray<ImmutableArray<FactSlot>> RequestSums => [];

    /// <summary>Boolean request facts that each require a name where they are true.</summary>
    internal virtual ImmutableArray<(FactSlot Need, string Name)> RequestNeeds => [];

    /// <summary>Requests set it as well as rules.</summary>
    internal bool IsSetByRequests => !RequestSums.IsEmpty || !RequestNeeds.IsEmpty;

    public bool IsNumeric => Kind is ConstraintKind.UpperBound or ConstraintKind.LowerBound;

    public bool IsBoolean => Kind is ConstraintKind.Permission or ConstraintKind.Requirement;

    internal string UnknownMeans => Kind == ConstraintKind.ForbiddenSet
        ? "an endpoint whose fact is unknown satisfies it only if the fact is known to differ"
        : "an endpoint whose fact is unknown does not satisfy it";

    /// <summary>Its index in <see cref="ConstraintTable.All"/>, set when the table is made.</summary>
    internal int Place { get; set; } = -1;

    /// <summary>The endpoint's side for one call.</summary>
    internal abstract ConstraintReading Read(CandidateFacts candidate);

    /// <summary>The value of <see cref="Fact"/>.</summary>
    internal virtual FactValue ValueOf(CandidateFacts candidate) => Read(candidate).ToFactValue();

    /// <summary>
    /// Every value the endpoint's side can have, whatever the request, the time and the evidence; null where it depends on more than the
    /// endpoint.
    /// </summary>
    internal abstract IEnumerable<ConstraintReading>? Possible(Endpoint endpoint);

    /// <summary>The evidence of the endpoint's side; null where there is none.</summary>
    internal virtual Evidence? EvidenceOf(Endpoint endpoint) => null;

    /// <summary>Where the catalog states the endpoint's side with that evidence.</summary>
    internal virtual SourceSpan EvidenceSpan(Endpoint endpoint) => default;

    /// <summary>The key of the endpoint's catalog entry that is missing, where its side is unknown for want of one; else null.</summary>
    internal virtual string? MissingFrom(Endpoint endpoint) => null;

    /// <summary>What a request itself asks; null where it asks nothing.</summary>
    internal virtual ConstraintValue? AskedBy(RequestLimits request) => null;

    public override string ToString() => Name;

    private protected FactDefinition FactOf(string name, FactType type) =>
        new(name, type, [], Provenance.Service, Description) { IsAttribute = true };
}
