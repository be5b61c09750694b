using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// Objective <c>expected-cost</c>: searches the chain that completes the task at the minimum expected total cost, and appends endpoints
/// that are tried only if those of the chain do not answer.
/// </summary>
internal sealed class ExpectedCostPlanner(
    CandidateBeliefs beliefs,
    CostRule terms,
    FallbackRule fallback,
    ModelCatalog catalog,
    Estimator estimator,
    long epoch)
{
    private static readonly ImmutableArray<FailureClass> OnRejection = [FailureClass.RejectedOutput];

    /// <summary>Null if no eligible endpoint has a known price.</summary>
    /// <param name="others">Candidates of a split's other arms, in draw order: used if no endpoint of this arm answers.</param>
    /// <param name="sticky">Stays first at any cost, as it holds the session.</param>
    public ExpectedCostChain? Plan(
        ImmutableArray<Candidate> eligible,
        IEnumerable<ImmutableArray<Candidate>> others,
        DecisionRequest request,
        double budgetUsd,
        Candidate? sticky)
    {
        var believed = beliefs.Of(Apart(eligible, request));
        var room = fallback.Max + 1 - request.Attempts.Length;
        var weights = beliefs.WeightsAfter(Rejected(request));
        var ranked = new ChainProblem([.. believed.Select(candidate => candidate.Ranked)], weights, terms, room) { BudgetUsd = budgetUsd };
        var found = ChainSearch.Best(ranked);
        if (found.Chain.IsEmpty)
        {
            return null;
        }

        ImmutableArray<BelievedCandidate> chain = [.. found.Chain.Select(index => believed[index])];
        var kept = sticky is null ? null : Lead(beliefs.Of(sticky, eligible), chain, budgetUsd, room);
        var explored = kept is null && request.Attempts.IsEmpty ? Explore(eligible, chain, request, budgetUsd, room) : null;
        var taken = kept ?? explored ?? chain;
        var effort = new SearchEffort(eligible.Length, believed.Length, found.Considered, found.Visited, found.IsExact);
        return new ExpectedCostChain(
            Hops(taken, Spare(eligible, believed).Concat(others.SelectMany(ByCostAlone)), request, budgetUsd, room),
            () => Ranking(eligible, believed, ranked),
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
    /// Candidates that do not clash with an attempt; all candidates if none is left, as a hop that shares a provider is better than none.
    /// </summary>
    private ImmutableArray<Candidate> Apart(ImmutableArray<Candidate> eligible, DecisionRequest request)
    {
        if (request.Attempts.IsEmpty)
        {
            return eligible;
        }

        var tried = request.Attempts.Select(attempt => catalog.FindEndpoint(attempt.Endpoint)).OfType<Endpoint>().ToList();
        ImmutableArray<Candidate> apart =
        [
            .. eligible.Where(candidate => !tried.Any(earlier => fallback.Clash(earlier, candidate.Endpoint))),
        ];
        return apart.IsEmpty ? eligible : apart;
    }

    private IEnumerable<(Candidate Candidate, double? CostUsd)> Rejected(DecisionRequest request)
    {
        foreach (var attempt in request.Attempts)
        {
            if (attempt.Failed == FailureClass.RejectedOutput && catalog.FindEndpoint(attempt.Endpoint) is { } endpoint)
            {
                yield return (estimator.CandidateAt(catalog.Endpoints.IndexOf(endpoint)), attempt.CostUsd);
            }
        }
    }

    private ImmutableArray<BelievedCandidate>? Explore(
        ImmutableArray<Candidate> eligible,
        ImmutableArray<BelievedCandidate> chain,
        DecisionRequest request,
        double budgetUsd,
        int room)
    {
        if (!Exploration.Applies(terms.ExplorationShare, request, estimator.At))
        {
            return null;
        }

        var others = eligible.Where(candidate => candidate.Endpoint.Id != chain[0].Candidate.Endpoint.Id)
            .Select(candidate => beliefs.Of(candidate, eligible))
            .OfType<BelievedCandidate>()
            .ToList();
        if (others.Count == 0)
        {
            return null;
        }

        return Lead(Exploration.MinObserved(others, request, estimator.At), chain, budgetUsd, room);
    }

    /// <summary>The chain after another first hop; null if that exceeds the budget.</summary>
    private ImmutableArray<BelievedCandidate>? Lead(
        BelievedCandidate? first,
        ImmutableArray<BelievedCandidate> chain,
        double budgetUsd,
        int room)
    {
        if (first is null)
        {
            return null;
        }

        ImmutableArray<BelievedCandidate> led = [
            first,
            .. chain.Where(hop => !fallback.Clash(hop.Candidate.Endpoint, first.Candidate.Endpoint) && ModelOf(hop) != ModelOf(first))
                .Take(room - 1)];
        return led.Aggregate(0.0, (paid, hop) => Usd.Sum(paid, hop.Candidate.BoundedCaseUsd)) <= budgetUsd ? led : null;
    }

    /// <summary>Id of the model that answers.</summary>
    private string ModelOf(BelievedCandidate hop) => estimator.View.Aliases.Behind(hop.Candidate.Endpoint.Model).Id;

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
                hop.Evidence)
            {
                ImputedSeconds = Waited(hop, attempt),
                ImputedUsd = Waited(hop, attempt) / 60 * terms.TimeUsdPerMinute,
                IsPrior = hop.IsPrior,
            }),
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

    /// <summary>Seconds in place of an unknown latency.</summary>
    private static double Waited(BelievedCandidate hop, AttemptOutlook attempt) =>
        hop.ImputedMs / 1000 * attempt.Reach * hop.Ranked.Answers;

    /// <summary>The expectation of options attempted in the given order.</summary>
    private ChainOutlook OutlookOf(ImmutableArray<AttemptOption> chain, ImmutableArray<double> weights) =>
        ChainOutlook.Of(new ChainProblem(chain, weights, terms, chain.Length), [.. Enumerable.Range(0, chain.Length)]);

    /// <summary>The chain, also reached by rejections, then spare endpoints for availability failures as far as there is room.</summary>
    private ImmutableArray<Hop> Hops(
        ImmutableArray<BelievedCandidate> chain,
        IEnumerable<Candidate> spare,
        DecisionRequest request,
        double budgetUsd,
        int room)
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
            paid = Usd.Sum(paid, hop.Candidate.BoundedCaseUsd);
        }

        foreach (var candidate in hops.Count < room ? spare : [])
        {
            if (hops.Count >= room)
            {
                break;
            }

            var taken = hops.Any(hop => fallback.Clash(hop.Endpoint, candidate.Endpoint));
            if (!taken
                && RejectionHops.Admit(hops, candidate.Endpoint, estimator.View.Aliases)
                && Usd.Sum(paid, candidate.BoundedCaseUsd) <= budgetUsd)
            {
                hops.Add(new Hop(candidate.Endpoint, FailureClasses.Availability, candidate.Estimate));
                paid = Usd.Sum(paid, candidate.BoundedCaseUsd);
            }
        }

        return hops.ToImmutable();
    }

    /// <summary>By expected cost if tried alone; candidates without a price last.</summary>
    public IEnumerable<Candidate> ByCostAlone(ImmutableArray<Candidate> eligible) => Spare(eligible, beliefs.Of(eligible));

    /// <summary>The same for known beliefs; each with its success probability, if known.</summary>
    private IEnumerable<Candidate> Spare(ImmutableArray<Candidate> eligible, ImmutableArray<BelievedCandidate> believed)
    {
        foreach (var one in believed.OrderBy(Alone))
        {
            yield return one.Candidate.WithSuccess(one.Success.Mean);
        }

        var known = believed.Select(one => one.Candidate.Index).ToHashSet();
        var comparable = estimator.Comparable;
        foreach (var unknown in eligible.Where(candidate => !known.Contains(candidate.Index)).OrderBy(Price))
        {
            yield return unknown;
        }

        double Price(Candidate candidate) =>
            comparable.TokenCostUsd(candidate.Index) is var usd && double.IsNaN(usd) ? double.PositiveInfinity : usd;
    }

    private ImmutableArray<RankedCandidate> Ranking(
        ImmutableArray<Candidate> eligible,
        ImmutableArray<BelievedCandidate> believed,
        ChainProblem question)
    {
        var alone = believed.ToDictionary(
            known => (string)known.Candidate.Endpoint.Id,
            known => (known, Usd: Alone(known)),
            StringComparer.Ordinal);
        return
        [
            .. Spare(eligible, believed).Select(candidate => alone.TryGetValue(candidate.Endpoint.Id, out var known)
                ? new RankedCandidate(
                    candidate.Endpoint,
                    string.Create(CultureInfo.InvariantCulture, $"${known.Usd:0.000000} expected in total if tried alone (at quantile {question.Terms.Quantile:0.##}), success {known.known.Success.Mean:0.00} ({known.known.Evidence})"),
                    candidate.Estimate)
                : new RankedCandidate(candidate.Endpoint, "cost unknown", candidate.Estimate)),
        ];
    }

    private double Alone(BelievedCandidate known) => ChainOutlook.UsdOf(known.Ranked, SharedDifficulty.Weights.AsSpan(), terms);
}
