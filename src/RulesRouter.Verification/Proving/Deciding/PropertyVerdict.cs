using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Proving.Searching;
using RulesRouter.Verification.Sampling;
using RulesRouter.Verification.Timelines;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>
/// Proves properties over time. One proof covers every state that waivers and endpoints have during the span; if it fails, each time with
/// another state is proved on its own, and times that read the same share a proof.
/// </summary>
internal sealed class PropertyVerdict
{
    private const int MaxTimePoints = 20_000;
    private const int MaxProofs = 100;
    private const int MaxSampledStates = 4;

    private readonly CompiledPolicySet set;
    private readonly CompiledPolicy policy;
    private readonly ProofSettings settings;
    private readonly PropertySchemas schemas;
    private readonly Dictionary<(PolicyTimeline Timeline, string Key), PropertyProof> proofs = [];
    private readonly Dictionary<DateTimeOffset, (PolicyTimeline Timeline, PropertyProof Whole)> spans = [];
    private readonly ImmutableArray<PolicyProperty> properties;

    /// <param name="properties">Properties of the policy with the settings' time and evidence.</param>
    public PropertyVerdict(CompiledPolicySet set, CompiledPolicy policy, ImmutableArray<PolicyProperty> properties, ProofSettings settings)
    {
        (this.set, this.policy, this.properties, this.settings) = (set, policy, properties, settings);
        schemas = new PropertySchemas(policy);
    }

    public ProofResult Prove(PolicyProperty property)
    {
        var results = property.Then.Select(clause => Prove(property, clause)).ToList();
        var refuted = results.FirstOrDefault(result => result.Found is not null)?.Found;
        var unknown = refuted is null ? results.FirstOrDefault(result => result.Obstacle is not null)?.Obstacle : null;
        var detail = refuted?.Detail ?? (unknown is null ? SpanOf(UntilOf(property, property.Then[0])).Whole.Vacuous(property) : "");
        return new ProofResult(
            ClaimKind.Property,
            property.Policy,
            property.Name,
            refuted is not null ? ProofVerdict.Refuted : unknown is not null ? ProofVerdict.Unknown : ProofVerdict.Proved,
            property.Span,
            refuted?.Witness,
            unknown,
            detail)
        {
            IsVacuous = refuted is null && detail == PropertyProof.NoRequest,
            Counterexample = refuted is null
                ? null
                : new Counterexample(
                    refuted.Witness,
                    refuted.Decision,
                    refuted.Detail,
                    CheckedProperty.Of(property, policy).CaseOf(refuted.Witness)),
            Until = refuted is null && unknown is null && property.Then.Any(clause => UntilOf(property, clause) is not null)
                ? property.At + property.During
                : null,
        };
    }

    private RequestSearchResult<ConfirmedWitness> Prove(PolicyProperty property, DecisionClause clause)
    {
        var (timeline, whole) = SpanOf(UntilOf(property, clause));
        if (timeline.Points.Length > MaxTimePoints)
        {
            return Unknown(clause, $"time is split into more than {MaxTimePoints} parts");
        }

        if (whole.IsProved(property, clause))
        {
            return new(null, null);
        }

        Obstacle? unknown = null;
        var sampled = 0;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var point in timeline.Points)
        {
            var key = timeline.KeyAt(point.At);
            if (!keys.Add(key))
            {
                continue;
            }

            if (keys.Count > MaxProofs)
            {
                return unknown is null
                    ? Unknown(clause, $"what the property reads has more than {MaxProofs} states over time")
                    : new(null, unknown);
            }

            var proof = ProofAt(timeline, key, point);
            var result = proof.Search(property, clause);
            if (result.Found is not null)
            {
                return result;
            }

            if (result.Obstacle is not null && ++sampled <= MaxSampledStates && Sampled(property, proof, point) is { } found)
            {
                return new(found, null);
            }

            unknown ??= result.Obstacle is { } obstacle && point.Interval.From > settings.At
                ? obstacle with { Reason = $"{obstacle.Reason}, {point.Interval}" }
                : result.Obstacle;
        }

        return new(null, unknown);
    }

    /// <summary>A known or random request that violates the property, which the search could not construct.</summary>
    private ConfirmedWitness? Sampled(PolicyProperty property, PropertyProof proof, TimePoint point) => SampleSearch.Find(
        set,
        policy,
        settings.KnownRequests.Select(
            known => known with { At = point.At, Recorded = known.Recorded with { AllowSampleEvidence = settings.AllowSampleEvidence } }),
        settings.Samples,
        [property.ForAll],
        point.At,
        settings.AllowSampleEvidence,
        witness => proof.Shown(property, witness));

    /// <summary>Null: without an end.</summary>
    private DateTimeOffset? UntilOf(PolicyProperty property, DecisionClause clause) =>
        RoutingClause.RequiresRouting(clause, schemas.Decision) ? property.At + property.During : null;

    private (PolicyTimeline Timeline, PropertyProof Whole) SpanOf(DateTimeOffset? until)
    {
        var key = until ?? DateTimeOffset.MaxValue;
        if (!spans.TryGetValue(key, out var span))
        {
            var read = properties.SelectMany(property => property.Then).Where(clause => clause.Over != Quantifier.Decision)
                .SelectMany(clause => ConditionFacts.Of(clause.Condition))
                .Select(slot => schemas.Hop[slot].Name)
                .Distinct(StringComparer.Ordinal);
            var timeline = new PolicyTimeline(
                policy,
                set.Catalog,
                settings.AllowSampleEvidence,
                new TimeInterval(settings.At, until),
                schemas.Hop,
                read);
            var encoding = new PolicyEncoding(new FactSpace(), policy, [.. timeline.Points.Select(point => point.At)]);
            Restrict(encoding, new TimeInterval(settings.At, until));
            spans[key] = span = (timeline, new PropertyProof(set, encoding, timeline.EndpointsEver(), settings));
        }

        return span;
    }

    private PropertyProof ProofAt(PolicyTimeline timeline, string key, TimePoint point)
    {
        if (!proofs.TryGetValue((timeline, key), out var proof))
        {
            var at = settings with { At = point.At, Until = point.Interval.Until };
            proofs[(timeline, key)] = proof = new PropertyProof(
                set,
                new PolicyEncoding(new FactSpace(), policy, point.At),
                timeline.EndpointsAt(point.At),
                at);
        }

        return proof;
    }

    private void Restrict(PolicyEncoding encoding, TimeInterval interval)
    {
        foreach (var clock in policy.Layers.Clocks())
        {
            encoding.Space.Restrict(clock, interval);
        }
    }

    private static RequestSearchResult<ConfirmedWitness> Unknown(DecisionClause clause, string reason) =>
        new(null, new Obstacle(reason, clause.Span));
}
