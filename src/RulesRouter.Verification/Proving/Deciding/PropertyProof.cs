using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Proving.Searching;
using RulesRouter.Verification.Proving.Solving;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>
/// Proves a policy's properties over all requests, rankings and health states, or finds a counterexample with the endpoints that must be
/// down.
/// </summary>
internal sealed class PropertyProof
{
    /// <summary>Why a property is vacuous if no request satisfies its condition.</summary>
    public const string NoRequest = "no request satisfies its `forAll`";

    private const int MaxEndpointsTried = 8;

    /// <summary>Facts by which a request excludes endpoints.</summary>
    private static readonly string[] RestrictiveFacts =
        [
            "deadlineMs",
            "maxCostUsd",
            "maxOutputTokens",
            "inputTokens",
            "outputTokens",
            "needs.tools",
            "needs.vision",
            "needs.structuredOutput",
            "needs.reasoning",
            "needs.audio",
            "needs.files",
            "needs.audioOutput",
            "attempts.count",
            "attempts.lastFailure",
        ];

    private readonly CompiledPolicySet set;
    private readonly PolicyEncoding encoding;
    private readonly ProofSettings settings;
    private readonly PropertySchemas schemas;
    private readonly PropertyCheck check;
    private readonly ConditionEncoder decisions;
    private readonly ConditionEncoder hops;
    private readonly CostEncoding costs;
    private readonly ImmutableArray<(EndpointAt State, int MayBeEligible)> endpoints;
    private readonly int routed;

    /// <param name="states">The endpoints, each in every state that it has at the times covered.</param>
    public PropertyProof(CompiledPolicySet set, PolicyEncoding encoding, IEnumerable<EndpointAt> states, ProofSettings settings)
    {
        (this.set, this.encoding, this.settings) = (set, encoding, settings);
        schemas = new PropertySchemas(encoding.Policy);
        check = new PropertyCheck(encoding.Policy);
        decisions = new ConditionEncoder(encoding.Space, schemas.Decision);
        hops = new ConditionEncoder(encoding.Space, schemas.Hop);
        costs = new CostEncoding(encoding.Space, schemas.Hop);
        var eligible = new EndpointEncoding(encoding);
        endpoints =
        [
            .. states.Select(state => (state, eligible.MayBeEligible(state))).Where(pair => pair.Item2 != encoding.Space.Circuit.False),
        ];
        routed = new DecisionEncoding(encoding, encoding.Space.Circuit.Or(endpoints.Select(pair => pair.MayBeEligible))).Routed;
        CallEncoding.Relate(encoding, hops, schemas.Hop);
        RequestBounds.Relate(encoding, decisions, schemas.Decision);
    }

    /// <summary>True if no request violates the clause at any time covered. False says nothing.</summary>
    public bool IsProved(PolicyProperty property, DecisionClause clause) =>
        new RequestSearch(encoding.Space, settings).Find(
            Goal(property, clause, out _),
            clause.Span,
            _ => new Confirmation<object>(new object(), null)).IsImpossible;

    /// <summary>Searches for a request that violates the clause at the settings' time.</summary>
    public RequestSearchResult<ConfirmedWitness> Search(PolicyProperty property, DecisionClause clause)
    {
        var goal = Goal(property, clause, out var breaking);
        return new RequestSearch(encoding.Space, settings).Find(
            goal,
            clause.Span,
            facts => Confirm(property, clause, facts, breaking),
            encoding.EmptyRequest);
    }

    private int[] Goal(PolicyProperty property, DecisionClause clause, out List<(EndpointAt State, int Breaks)> breaking)
    {
        var circuit = encoding.Space.Circuit;
        var forAll = encoding.Conditions.Encode(property.ForAll).True;
        breaking = clause.Over == Quantifier.Decision
            ? []
            : endpoints.Select(pair => (pair.State, Breaks: circuit.And(pair.MayBeEligible, Breaks(clause, pair.State))))
                .Where(pair => pair.Breaks != circuit.False)
                .ToList();
        return clause.Over == Quantifier.Decision
            ? [forAll, -decisions.Encode(clause.Condition).True]
            : [forAll, routed, circuit.Or(breaking.Select(pair => pair.Breaks))];
    }

    /// <summary>The reason why a property is vacuous; empty if it is not.</summary>
    public string Vacuous(PolicyProperty property)
    {
        var asked = encoding.Conditions.Encode(property.ForAll).True;
        return MayBe(asked)
            ? property.Then.All(clause => clause.Over == Quantifier.Decision) || MayBe(asked, routed)
            ? ""
            : "no request that satisfies its `forAll` is routed: no endpoint is eligible on this evidence"
            : NoRequest;

        bool MayBe(params int[] goal) => encoding.Space.Circuit.Solver.Solve(
            goal,
            settings.Budget.Conflicts) != SearchOutcome.Unsatisfiable;
    }

    /// <summary>Literal that a hop at an endpoint violates a clause, at the price for the request's length.</summary>
    private int Breaks(DecisionClause clause, EndpointAt state)
    {
        var circuit = encoding.Space.Circuit;
        var input = encoding.Space[FixedFacts.InputTokens.Definition];
        var breaks = circuit.False;
        var before = circuit.False;
        foreach (var (upTo, prices) in HopFacts.PricesOf(state.Endpoint, state.At))
        {
            var within = circuit.Or(-input.Known, input.Number!.AtMost(input.Number.Domain.AtMost(upTo)));
            breaks = circuit.Or(breaks, circuit.And(within, -before, -hops.Encode(Bound(clause, state, prices)).True));
            before = within;
        }

        return breaks == circuit.False || state.Costs is not { } bounds
            ? breaks
            : circuit.And(breaks, costs.Within(bounds, clause.Condition));
    }

    private Policies.Conditions.Condition Bound(DecisionClause clause, EndpointAt state, ImmutableArray<(string, FactValue)> prices)
    {
        var facts = new RequestFacts(schemas.Hop);
        var bound = new HashSet<FactSlot>();
        foreach (var (name, value) in HopFacts.Of(state.Endpoint, state.At, settings.AllowSampleEvidence).Concat(prices))
        {
            schemas.Hop.TryFind(name, out var slot);
            facts.Set(slot, value, Provenance.Service);
            bound.Add(slot);
        }

        return new HopBinding(facts, bound).Bind(clause.Condition);
    }

    /// <summary>
    /// First with all endpoints up; then with only one violating endpoint up; then both with the longest call that the model allows, if the
    /// clause reads costs; then both with fewer restrictions in the request.
    /// </summary>
    private Confirmation<ConfirmedWitness> Confirm(
        PolicyProperty property,
        DecisionClause clause,
        FactAssignment facts,
        List<(EndpointAt State, int Breaks)> breaking)
    {
        var isTrue = encoding.Space.Circuit.Solver.IsTrue;
        var tried = breaking.Where(pair => isTrue(pair.Breaks)).Take(MaxEndpointsTried).ToList();
        FactAssignment[] tries =
        [
            facts,
            .. costs.IsReadBy(clause) ? [costs.Longest(facts)] : Array.Empty<FactAssignment>(),
            RestrictiveFacts.Aggregate(facts, (less, name) => less.With(name, FactValue.Unknown)),
        ];
        foreach (var asking in tries)
        {
            if (RequestBuilder.Build(encoding.Policy, set.Catalog, asking, settings.AllowSampleEvidence) is not { } witness)
            {
                return new(null, new Obstacle("no request within size limits has the facts that the search requires", clause.Span));
            }

            if (Shown(property, witness) is { } shown)
            {
                return new(shown, null);
            }

            if (Alone(witness, tried).Select(alone => Shown(property, alone))
                .FirstOrDefault(confirmed => confirmed is not null) is { } found)
            {
                return new(MinimalDown(property, found), null);
            }
        }

        return new(null, new Obstacle(
            clause.Over == Quantifier.Decision
                ? $"whether `{clause.Text}` is satisfied depends on endpoints and the request's own limits, which the proof leaves open"
                : tried.Count > 0 && costs.IsReadBy(clause)
                ? $"rules, prices and lengths do not exclude that `{tried[0].State.Endpoint.Id}` violates `{clause.Text}`, "
                    + "and no tried request reaches it"
                : $"the rules alone do not exclude an endpoint that violates `{clause.Text}`, and no tried request reaches it",
            clause.Span), [.. tried.Select(pair => pair.Breaks)]);
    }

    /// <summary>The same request with all candidates but one down.</summary>
    private IEnumerable<Witness> Alone(Witness witness, List<(EndpointAt State, int Breaks)> breaking)
    {
        if (breaking.Count == 0 || witness.Decide(set).Decision is not { Explanation.Trace: { } trace })
        {
            return [];
        }

        var candidates = trace.Ranking.Select(ranked => (string)ranked.Endpoint.Id).ToImmutableSortedSet(StringComparer.Ordinal);
        return breaking.Where(pair => candidates.Contains(pair.State.Endpoint.Id))
            .Select(pair => witness with
            {
                Recorded = witness.Recorded with
                {
                    State = witness.Recorded.State with { Down = candidates.Remove(pair.State.Endpoint.Id) }
                }
            });
    }

    /// <summary>Brings up every endpoint that need not be down.</summary>
    private ConfirmedWitness MinimalDown(PolicyProperty property, ConfirmedWitness confirmed)
    {
        foreach (var id in confirmed.Witness.Recorded.State.Down)
        {
            var recorded = confirmed.Witness.Recorded;
            confirmed = Shown(
                property,
                confirmed.Witness with
                {
                    Recorded = recorded with { State = recorded.State with { Down = recorded.State.Down.Remove(id) } },
                })
                ?? confirmed;
        }

        return confirmed;
    }

    /// <summary>Null if the request does not violate the property.</summary>
    public ConfirmedWitness? Shown(PolicyProperty property, Witness witness)
    {
        var answer = witness.Decide(set);
        return answer.Decision is { } decision && check.Broken(property, answer, settings.AllowSampleEvidence) is { } broken
            ? new ConfirmedWitness(witness, decision, broken)
            : null;
    }
}
