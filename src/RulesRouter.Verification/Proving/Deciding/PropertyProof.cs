using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Requests;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>Proves a policy's declared properties over all requests, all rankings and any health, or finds a request and what has to be down for it to break one.</summary>
internal sealed class PropertyProof
{
    private const int MostEndpointsTried = 8;

    private readonly CompiledPolicySet set;
    private readonly PolicyEncoding encoding;
    private readonly ProofSettings settings;
    private readonly PropertySchemas schemas;
    private readonly PropertyCheck check;
    private readonly ConditionEncoder decisions;
    private readonly ConditionEncoder hops;
    private readonly ImmutableArray<(Endpoint Endpoint, int MayQualify)> endpoints;
    private readonly HashSet<FactSlot> ofEndpoint;
    private readonly int routed;

    public PropertyProof(CompiledPolicySet set, PolicyEncoding encoding, ProofSettings settings)
    {
        (this.set, this.encoding, this.settings) = (set, encoding, settings);
        schemas = new PropertySchemas(encoding.Policy);
        check = new PropertyCheck(encoding.Policy);
        decisions = new ConditionEncoder(encoding.Space, schemas.Decision);
        hops = new ConditionEncoder(encoding.Space, schemas.Hop);
        var qualifying = new EndpointEncoding(encoding, settings.At, settings.AllowSampleEvidence);
        endpoints = [.. set.Catalog.Endpoints.Select(endpoint => (endpoint, qualifying.MayQualify(endpoint))).Where(pair => pair.Item2 != encoding.Space.Circuit.False)];
        routed = new DecisionEncoding(encoding, encoding.Space.Circuit.Or(endpoints.Select(pair => pair.MayQualify))).Routed;
        ofEndpoint = [.. HopFacts.OfEndpoint.Select(fact => schemas.Hop.TryFind(fact.Name, out var slot) ? slot : default)];
    }

    public ProofResult Prove(PolicyProperty property)
    {
        var results = property.Then.Select(clause => Prove(property, clause)).ToList();
        var (finding, detail) = results.FirstOrDefault(result => result.Found is not null) is { } broken
            ? (broken, broken.Found!.Detail)
            : (results.FirstOrDefault(result => result.Obstacle is not null) ?? new(null, null), "");
        return new ProofResult(
            ClaimKind.Property,
            property.Policy,
            property.Name,
            finding.Found is not null ? Verdict.Refuted : finding.IsImpossible ? Verdict.Proved : Verdict.Unknown,
            property.Span,
            finding.Found?.Witness,
            finding.Obstacle,
            detail);
    }

    private Finding<ConfirmedWitness> Prove(PolicyProperty property, DecisionClause clause)
    {
        var circuit = encoding.Space.Circuit;
        var asked = encoding.Conditions.Encode(property.ForAll).True;
        var breaking = clause.Over == Quantifier.Decision
            ? []
            : endpoints.Select(pair => (pair.Endpoint, Breaks: circuit.And(pair.MayQualify, -hops.Encode(Bound(clause, pair.Endpoint)).True))).Where(pair => pair.Breaks != circuit.False).ToList();
        int[] goal = clause.Over == Quantifier.Decision
            ? [asked, -decisions.Encode(clause.Condition).True]
            : [asked, routed, circuit.Or(breaking.Select(pair => pair.Breaks))];
        return new RequestSearch(encoding.Space, settings).Find(goal, clause.Span, facts => Confirm(property, clause, facts, breaking), encoding.Silence);
    }

    private Policies.Conditions.Condition Bound(DecisionClause clause, Endpoint endpoint)
    {
        var facts = new RequestFacts(schemas.Hop);
        foreach (var (name, value) in HopFacts.Of(endpoint, settings.At, settings.AllowSampleEvidence))
        {
            schemas.Hop.TryFind(name, out var slot);
            facts.Set(slot, value, Provenance.Service);
        }

        return new HopBinding(facts, ofEndpoint).Bind(clause.Condition);
    }

    /// <summary>First as things are; then with only one of the endpoints answering that would break the property.</summary>
    private Confirmation<ConfirmedWitness> Confirm(PolicyProperty property, DecisionClause clause, FactAssignment facts, List<(Endpoint Endpoint, int Breaks)> breaking)
    {
        if (RequestBuilder.Build(encoding.Policy, facts, settings.AllowSampleEvidence) is not { } witness)
        {
            return new(null, new Obstacle("no request of a sensible size has the facts the search needs", clause.Span));
        }

        if (Shown(property, witness) is { } shown)
        {
            return new(shown, null);
        }

        foreach (var endpoint in Alone(witness, breaking))
        {
            if (Shown(property, endpoint) is { } confirmed)
            {
                return new(confirmed, null);
            }
        }

        return new(null, new Obstacle(
            clause.Over == Quantifier.Decision
                ? $"whether `{clause.Text}` holds depends on what endpoints offer and the request's own demands, which are left open"
                : $"an endpoint that would break `{clause.Text}` was not ruled out by the rules alone, and the requests tried do not reach it",
            clause.Span));
    }

    /// <summary>The same request with all but one of the candidates down.</summary>
    private IEnumerable<Witness> Alone(Witness witness, List<(Endpoint Endpoint, int Breaks)> breaking)
    {
        if (breaking.Count == 0 || witness.Decide(set).Decision is not { Trace: { } trace })
        {
            return [];
        }

        var candidates = trace.Ranking.Select(ranked => (string)ranked.Endpoint.Id).ToImmutableSortedSet(StringComparer.Ordinal);
        return breaking.Where(pair => candidates.Contains(pair.Endpoint.Id))
            .Take(MostEndpointsTried)
            .Select(pair => witness with { Recorded = witness.Recorded with { State = new RouterState(candidates.Remove(pair.Endpoint.Id)) } });
    }

    private ConfirmedWitness? Shown(PolicyProperty property, Witness witness)
    {
        var answer = witness.Decide(set);
        return answer.Decision is { } decision && check.Broken(property, answer, settings.AllowSampleEvidence) is { } broken
            ? new ConfirmedWitness(witness, decision, broken)
            : null;
    }
}
