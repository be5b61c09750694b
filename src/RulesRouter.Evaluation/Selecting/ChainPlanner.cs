using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>
/// Objective <c>expected-cost</c>: searches the chain that completes the task at the least expected total cost, and appends endpoints
/// that are tried only where those of the chain do not answer.
/// </summary>
internal sealed class ChainPlanner(CandidateBeliefs beliefs, CostRule terms, FallbackRule fallback, ModelCatalog catalog, Consideration on, long epoch)
{
    private static readonly ImmutableArray<FailureClass> OnRejection = [FailureClass.RejectedOutput];

    /// <summary>Null where no qualified endpoint has both a price and evidence: there is nothing to expect.</summary>
    /// <param name="others">Those of a split's other arms, in the order of their turns: for when nobody of this one's answers.</param>
    /// <param name="sticky">Stays first whatever it costs, as it holds the conversation.</param>
    public ChainPlan? Plan(ImmutableArray<Candidate> qualified, IEnumerable<ImmutableArray<Candidate>> others, DecisionRequest request, double budgetUsd, Candidate? sticky)
    {
        var believed = beliefs.Of(Apart(qualified, request));
        var room = fallback.Max + 1 - request.Attempts.Length;
        var weights = beliefs.WeightsAfter(Rejected(request));
        var ranked = new ChainProblem([.. believed.Select(candidate => candidate.Ranked)], weights, terms, room) { BudgetUsd = budgetUsd };
        var found = ChainSearch.Best(ranked);
        if (found.Chain.IsEmpty)
        {
            return null;
        }

        ImmutableArray<BelievedCandidate> chain = [.. found.Chain.Select(index => believed[index])];
        var kept = sticky is null ? null : Lead(beliefs.Unproven(sticky, qualified), chain, budgetUsd, room);
        var explored = kept is null && request.Attempts.IsEmpty ? Explore(qualified, chain, request, budgetUsd, room) : null;
        var taken = kept ?? explored ?? chain;
        var effort = new SearchEffort(qualified.Length, believed.Length, found.Considered, found.Visited, found.IsExact);
        return new ChainPlan(
            Hops(taken, Spare(qualified, believed).Concat(others.SelectMany(ByCostAlone)), request, budgetUsd, room),
            () => Ranking(qualified, believed, ranked),
            Expect(taken, weights, effort) with
            {
                Explored = explored is not null,
                RunnerUp = found.RunnerUp.IsEmpty
                    ? null
                    : new RunnerUp(
                        [.. found.RunnerUp.Select(index => believed[index].Candidate.Endpoint.Id)],
                        OutlookOf([.. found.RunnerUp.Select(index => beliefs.AtMean(believed[index]))], weights).TotalUsd,
                        found.RunnerUpUsd),
            });
    }

    /// <summary>
    /// Without what clashes with what was tried, and without models whose answer was rejected. That may be all there is: a hop that
    /// shares a provider beats none.
    /// </summary>
    private ImmutableArray<Candidate> Apart(ImmutableArray<Candidate> qualified, DecisionRequest request)
    {
        if (request.Attempts.IsEmpty)
        {
            return qualified;
        }

        var tried = request.Attempts.Select(attempt => catalog.FindEndpoint(attempt.Endpoint)).OfType<Endpoint>().ToList();
        var rejected = Rejected(request).Select(candidate => beliefs.ModelBehind(candidate.Endpoint)).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<Candidate> apart =
        [
            .. qualified.Where(candidate => !rejected.Contains(beliefs.ModelBehind(candidate.Endpoint)) && !tried.Any(earlier => fallback.Clash(earlier, candidate.Endpoint))),
        ];
        return apart.IsEmpty ? qualified : apart;
    }

    private IEnumerable<Candidate> Rejected(DecisionRequest request) => request.Attempts
        .Where(attempt => attempt.Failed == FailureClass.RejectedOutput)
        .Select(attempt => catalog.FindEndpoint(attempt.Endpoint))
        .OfType<Endpoint>()
        .Select(endpoint => on.Consider(catalog.Endpoints.IndexOf(endpoint)));

    private ImmutableArray<BelievedCandidate>? Explore(ImmutableArray<Candidate> qualified, ImmutableArray<BelievedCandidate> chain, DecisionRequest request, double budgetUsd, int room)
    {
        if (!Exploration.Falls(terms.ExplorationShare, request, on.At))
        {
            return null;
        }

        var others = qualified.Where(candidate => candidate.Endpoint.Id != chain[0].Candidate.Endpoint.Id).Select(candidate => beliefs.Unproven(candidate, qualified)).OfType<BelievedCandidate>().ToList();
        if (others.Count == 0)
        {
            return null;
        }

        return Lead(Exploration.LeastKnown(others, request, on.At), chain, budgetUsd, room);
    }

    /// <summary>A hop put first, the chain after it; null where that would not fit the budget.</summary>
    private ImmutableArray<BelievedCandidate>? Lead(BelievedCandidate? first, ImmutableArray<BelievedCandidate> chain, double budgetUsd, int room)
    {
        if (first is null)
        {
            return null;
        }

        ImmutableArray<BelievedCandidate> led = [first, .. chain.Where(hop => !fallback.Clash(hop.Candidate.Endpoint, first.Candidate.Endpoint)).Take(room - 1)];
        return led.Sum(hop => hop.Candidate.WorstCaseUsd) <= budgetUsd ? led : null;
    }

    private Expectation Expect(ImmutableArray<BelievedCandidate> chain, ImmutableArray<double> weights, SearchEffort effort)
    {
        var outlook = OutlookOf([.. chain.Select(beliefs.AtMean)], weights);
        ImmutableArray<HopOutlook> hops =
        [
            .. chain.Zip(outlook.Attempts, (hop, attempt) => new HopOutlook(
                hop.Candidate.Endpoint.Id,
                attempt.Reach,
                attempt.Success,
                attempt.Usd,
                hop.Candidate.Estimate.LatencyP50Ms / 1000 * attempt.Reach * hop.Ranked.Answers,
                hop.Evidence)),
        ];
        return new Expectation
        {
            TotalUsd = outlook.TotalUsd,
            RankedUsd = OutlookOf([.. chain.Select(hop => hop.Ranked)], weights).TotalUsd,
            Solved = outlook.Solved,
            WrongAccepted = outlook.WrongAccepted,
            Unsolved = outlook.Unsolved,
            Seconds = hops.Any(hop => hop.Seconds is null) ? null : hops.Sum(hop => hop.Seconds),
            Hops = hops,
            Terms = terms,
            Search = effort,
            LearnedEpoch = epoch,
        };
    }

    /// <summary>What is expected of options attempted in the order given.</summary>
    private ChainOutlook OutlookOf(ImmutableArray<AttemptOption> chain, ImmutableArray<double> weights) =>
        ChainOutlook.Of(new ChainProblem(chain, weights, terms, chain.Length), [.. Enumerable.Range(0, chain.Length)]);

    /// <summary>The chain, reached by rejections too, then what is left of the room for those that do answer when others do not.</summary>
    private ImmutableArray<Hop> Hops(ImmutableArray<BelievedCandidate> chain, IEnumerable<Candidate> spare, DecisionRequest request, double budgetUsd, int room)
    {
        var hops = ImmutableArray.CreateBuilder<Hop>();
        var paid = 0.0;
        foreach (var hop in chain)
        {
            var first = hops.Count == 0 && request.Attempts.IsEmpty;
            hops.Add(new Hop(
                hop.Candidate.Endpoint,
                first ? [] : [.. FailureClasses.Availability, .. fallback.On.Union(OnRejection).Order()],
                hop.Candidate.Estimate with { SuccessProbability = hop.Success.Mean }));
            paid += hop.Candidate.WorstCaseUsd;
        }

        foreach (var candidate in hops.Count < room ? spare : [])
        {
            if (hops.Count >= room)
            {
                break;
            }

            var taken = hops.Any(hop => fallback.Clash(hop.Endpoint, candidate.Endpoint));
            if (!taken && paid + candidate.WorstCaseUsd <= budgetUsd)
            {
                hops.Add(new Hop(candidate.Endpoint, FailureClasses.Availability, candidate.Estimate));
            }
        }

        return hops.ToImmutable();
    }

    /// <summary>By what each is expected to cost if tried alone; those without evidence after, by price.</summary>
    public IEnumerable<Candidate> ByCostAlone(ImmutableArray<Candidate> qualified) => Spare(qualified, beliefs.Of(qualified));

    /// <summary>The same, where beliefs are at hand; each with its chance of success, where that is known.</summary>
    private IEnumerable<Candidate> Spare(ImmutableArray<Candidate> qualified, ImmutableArray<BelievedCandidate> believed)
    {
        foreach (var one in believed.OrderBy(Alone))
        {
            yield return one.Candidate.WithSuccess(one.Success.Mean);
        }

        var known = believed.Select(one => one.Candidate.Index).ToHashSet();
        var comparable = on.Comparable;
        foreach (var unknown in qualified.Where(candidate => !known.Contains(candidate.Index)).OrderBy(Price))
        {
            yield return unknown;
        }

        double Price(Candidate candidate) => comparable.TokenCostUsd(candidate.Index) is var usd && double.IsNaN(usd) ? double.PositiveInfinity : usd;
    }

    private ImmutableArray<RankedCandidate> Ranking(ImmutableArray<Candidate> qualified, ImmutableArray<BelievedCandidate> believed, ChainProblem question)
    {
        var alone = believed.ToDictionary(known => (string)known.Candidate.Endpoint.Id, known => (known, Usd: Alone(known)), StringComparer.Ordinal);
        return
        [
            .. Spare(qualified, believed).Select(candidate => alone.TryGetValue(candidate.Endpoint.Id, out var known)
                ? new RankedCandidate(
                    candidate.Endpoint,
                    string.Create(CultureInfo.InvariantCulture, $"${known.Usd:0.000000} expected in total if tried alone (at quantile {question.Terms.Quantile:0.##}), success {known.known.Success.Mean:0.00} ({known.known.Evidence})"),
                    candidate.Estimate)
                : new RankedCandidate(candidate.Endpoint, candidate.Estimate.TokenCostUsd is null ? "cost unknown" : "no evidence about success", candidate.Estimate)),
        ];
    }

    private double Alone(BelievedCandidate known) => ChainOutlook.UsdOf(known.Ranked, SharedDifficulty.Weights.AsSpan(), terms);
}
