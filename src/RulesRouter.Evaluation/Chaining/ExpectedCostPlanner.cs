using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Filtering;
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
    private static readonly ImmutableArray<FailureClass> InOrder = [.. Enum.GetValues<FailureClass>()];

    private static readonly ImmutableArray<FailureClass> OnAvailabilityOrRejection =
        [.. FailureClasses.Availability, FailureClass.RejectedOutput];

    /// <summary>Null if no eligible endpoint has a known price.</summary>
    /// <param name="eligible">Indices of endpoints.</param>
    /// <param name="others">A split's other arms, in draw order: used if no endpoint of this arm answers.</param>
    /// <param name="sticky">Stays first at any cost, as it holds the session.</param>
    public ExpectedCostChain? Plan(
        ImmutableArray<int> eligible,
        ImmutableArray<FilteredArm> others,
        DecisionRequest request,
        double budgetUsd,
        Candidate? sticky)
    {
        var apart = Apart(eligible, request);
        var believed = beliefs.Fill(ChainSearch.Columns(), apart);
        var room = fallback.Max + 1 - request.Attempts.Length;
        var weights = request.Attempts.IsEmpty ? SharedDifficulty.Weights : beliefs.WeightsAfter(Rejected(request));
        var found = ChainSearch.Best(new ChainQuestion(weights, terms, room, budgetUsd));
        if (found.Chain.IsEmpty)
        {
            return null;
        }

        var slowest = beliefs.SlowestKnown(apart);
        var effort = new SearchEffort(eligible.Length, believed.Length, found.Considered, found.Visited, found.IsExact);
        var chain = Believed(found.Chain, believed, slowest, []);
        var runnerUp = found.RunnerUp.IsEmpty ? null : RunnerUpOf(found, Believed(found.RunnerUp, believed, slowest, chain), weights);
        var kept = sticky is null ? null : Lead(beliefs.Of(sticky.Index, beliefs.SlowestKnown(eligible)), chain, budgetUsd, room);
        var explored = kept is null && request.Attempts.IsEmpty ? Explore(eligible, chain, request, budgetUsd, room) : null;
        var taken = kept ?? explored ?? chain;
        var hops = Hops(taken, request);
        return new ExpectedCostChain(
            hops.Length < room ? WithSpare(taken, hops, SpareOf(eligible, apart, others), budgetUsd, room) : hops,
            RankingOf(eligible, apart),
            Expect(taken, weights, effort, explored is not null, runnerUp));
    }

    private RunnerUp RunnerUpOf(ChainSearchResult found, BelievedCandidate[] chain, ImmutableArray<double> weights)
    {
        var ids = ImmutableArray.CreateBuilder<EndpointId>(chain.Length);
        foreach (var hop in chain)
        {
            ids.Add(hop.Candidate.Endpoint.Id);
        }

        return new RunnerUp(ids.MoveToImmutable(), beliefs.TotalUsd(chain, weights.AsSpan(), atMean: true), found.RunnerUpUsd);
    }

    /// <summary>The candidates of a chain of options.</summary>
    /// <param name="believed">By option, the index of its endpoint.</param>
    /// <param name="known">Candidates that are there already.</param>
    private BelievedCandidate[] Believed(
        ImmutableArray<int> chain,
        ReadOnlySpan<int> believed,
        double slowestMs,
        ReadOnlySpan<BelievedCandidate> known)
    {
        var candidates = new BelievedCandidate[chain.Length];
        for (var hop = 0; hop < candidates.Length; hop++)
        {
            var index = believed[chain[hop]];
            candidates[hop] = KnownOf(index, known) ?? beliefs.Of(index, slowestMs)!;
        }

        return candidates;
    }

    private static BelievedCandidate? KnownOf(int index, ReadOnlySpan<BelievedCandidate> known)
    {
        foreach (var candidate in known)
        {
            if (candidate.Candidate.Index == index)
            {
                return candidate;
            }
        }

        return null;
    }

    private IEnumerable<Candidate> SpareOf(ImmutableArray<int> eligible, ImmutableArray<int> apart, ImmutableArray<FilteredArm> others) =>
        Spare(eligible, apart).Concat(others.SelectMany(other => ByCostAlone(other.InTieOrder)));

    private Func<ImmutableArray<RankedCandidate>> RankingOf(ImmutableArray<int> eligible, ImmutableArray<int> apart) =>
        () => Ranking(eligible, apart);

    /// <summary>
    /// Candidates that do not clash with an attempt; all candidates if none is left, as a hop that shares a provider is better than none.
    /// </summary>
    private ImmutableArray<int> Apart(ImmutableArray<int> eligible, DecisionRequest request)
    {
        if (request.Attempts.IsEmpty)
        {
            return eligible;
        }

        var tried = request.Attempts.Select(attempt => catalog.FindEndpoint(attempt.Endpoint)).OfType<Endpoint>().ToList();
        ImmutableArray<int> apart =
        [
            .. eligible.Where(index => !tried.Any(earlier => fallback.Clash(earlier, estimator.View.Endpoints[index]))),
        ];
        return apart.IsEmpty ? eligible : apart;
    }

    private IEnumerable<(Candidate Candidate, AttemptMeasures Measures)> Rejected(DecisionRequest request)
    {
        foreach (var attempt in request.Attempts)
        {
            if (attempt.Failed == FailureClass.RejectedOutput && catalog.FindEndpoint(attempt.Endpoint) is { } endpoint)
            {
                yield return (estimator.CandidateAt(catalog.Endpoints.IndexOf(endpoint)), AttemptMeasures.Of(attempt));
            }
        }
    }

    private BelievedCandidate[]? Explore(
        ImmutableArray<int> eligible,
        BelievedCandidate[] chain,
        DecisionRequest request,
        double budgetUsd,
        int room)
    {
        if (!Exploration.Applies(terms.ExplorationShare, request, estimator.At))
        {
            return null;
        }

        var others = beliefs.Of(eligible).Where(other => other.Candidate.Index != chain[0].Candidate.Index).ToList();
        if (others.Count == 0)
        {
            return null;
        }

        return Lead(Exploration.MinObserved(others, request, estimator.At), chain, budgetUsd, room);
    }

    /// <summary>The chain after another first hop; null if that exceeds the budget.</summary>
    private BelievedCandidate[]? Lead(
        BelievedCandidate? first,
        BelievedCandidate[] chain,
        double budgetUsd,
        int room)
    {
        if (first is null)
        {
            return null;
        }

        BelievedCandidate[] led =
        [
            first,
            .. chain.Where(hop => !fallback.Clash(hop.Candidate.Endpoint, first.Candidate.Endpoint) && ModelOf(hop) != ModelOf(first))
                .Take(room - 1),
        ];
        return led.Aggregate(0.0, (paid, hop) => Usd.Sum(paid, hop.Candidate.BoundedCaseUsd)) <= budgetUsd ? led : null;
    }

    /// <summary>Id of the model that answers.</summary>
    private string ModelOf(BelievedCandidate hop) => estimator.View.Aliases.Behind(hop.Candidate.Endpoint.Model).Id;

    private Expectation Expect(
        BelievedCandidate[] chain,
        ImmutableArray<double> weights,
        SearchEffort effort,
        bool isExplored,
        RunnerUp? runnerUp)
    {
        var outlook = beliefs.Outlook(chain, weights.AsSpan());
        var hops = ImmutableArray.CreateBuilder<HopOutlook>(chain.Length);
        double? seconds = 0;
        for (var at = 0; at < chain.Length; at++)
        {
            var hop = OutlookOf(chain[at], outlook.Attempts[at]);
            hops.Add(hop);
            seconds += hop.Seconds;
        }

        return new Expectation
        {
            TotalUsd = outlook.TotalUsd,
            RankedUsd = beliefs.TotalUsd(chain, weights.AsSpan(), atMean: false),
            Solved = outlook.Solved,
            WrongAccepted = outlook.WrongAccepted,
            Unsolved = outlook.Unsolved,
            Seconds = seconds,
            Hops = hops.MoveToImmutable(),
            Terms = terms,
            Search = effort,
            LearnedEpoch = epoch,
            Explored = isExplored,
            RunnerUp = runnerUp,
        };
    }

    private HopOutlook OutlookOf(BelievedCandidate hop, AttemptOutlook attempt) => new(
        hop.Candidate.Endpoint.Id,
        attempt.Reach,
        attempt.Success,
        attempt.Usd,
        hop.Candidate.LatencyP50Ms / 1000 * attempt.Reach * hop.Answers,
        hop.Evidence)
    {
        ImputedSeconds = Waited(hop, attempt),
        ImputedUsd = Waited(hop, attempt) / 60 * terms.TimeUsdPerMinute,
        IsPrior = hop.IsPrior,
    };

    /// <summary>Seconds in place of an unknown latency.</summary>
    private static double Waited(BelievedCandidate hop, AttemptOutlook attempt) =>
        hop.ImputedMs / 1000 * attempt.Reach * hop.Answers;

    /// <summary>The chain, also reached by rejections.</summary>
    private ImmutableArray<Hop> Hops(BelievedCandidate[] chain, DecisionRequest request)
    {
        var hops = ImmutableArray.CreateBuilder<Hop>(chain.Length);
        var onFailure = OnFailure();
        foreach (var hop in chain)
        {
            var first = hops.Count == 0 && request.Attempts.IsEmpty;
            hops.Add(new Hop(
                hop.Candidate.Endpoint,
                first ? [] : onFailure,
                hop.Candidate.EstimateWith(hop.Success.Mean)));
        }

        return hops.MoveToImmutable();
    }

    /// <summary>Failures of availability, then those that the rule names and rejections, in their order.</summary>
    private ImmutableArray<FailureClass> OnFailure()
    {
        if (fallback.On.IsEmpty)
        {
            return OnAvailabilityOrRejection;
        }

        var classes = ImmutableArray.CreateBuilder<FailureClass>(FailureClasses.Availability.Length + fallback.On.Length + 1);
        classes.AddRange(FailureClasses.Availability);
        foreach (var failure in InOrder)
        {
            if (failure == FailureClass.RejectedOutput || fallback.On.Contains(failure))
            {
                classes.Add(failure);
            }
        }

        return classes.DrainToImmutable();
    }

    /// <summary>The chain, then spare endpoints for availability failures as far as there is room.</summary>
    private ImmutableArray<Hop> WithSpare(
        BelievedCandidate[] chain,
        ImmutableArray<Hop> hops,
        IEnumerable<Candidate> spare,
        double budgetUsd,
        int room)
    {
        var all = hops.ToBuilder();
        var paid = double.IsInfinity(budgetUsd)
            ? 0
            : chain.Aggregate(0.0, (sum, hop) => Usd.Sum(sum, hop.Candidate.BoundedCaseUsd));
        foreach (var candidate in spare)
        {
            if (all.Count >= room)
            {
                break;
            }

            var taken = all.Any(hop => fallback.Clash(hop.Endpoint, candidate.Endpoint));
            if (!taken
                && RejectionHops.Admit(all, candidate.Endpoint, estimator.View.Aliases)
                && Usd.Sum(paid, candidate.BoundedCaseUsd) <= budgetUsd)
            {
                all.Add(new Hop(candidate.Endpoint, FailureClasses.Availability, candidate.Estimate));
                paid = Usd.Sum(paid, candidate.BoundedCaseUsd);
            }
        }

        return all.DrainToImmutable();
    }

    /// <summary>By expected cost if tried alone; candidates without a price last.</summary>
    public IEnumerable<Candidate> ByCostAlone(ImmutableArray<int> eligible) => Spare(eligible, eligible);

    /// <summary>The same with beliefs about some only; each with its success probability, if known.</summary>
    private IEnumerable<Candidate> Spare(ImmutableArray<int> eligible, ImmutableArray<int> apart)
    {
        var known = new HashSet<int>();
        foreach (var one in beliefs.Of(apart).OrderBy(Alone))
        {
            known.Add(one.Candidate.Index);
            yield return one.Candidate.WithSuccess(one.Success.Mean);
        }

        var comparable = estimator.Comparable;
        foreach (var unknown in eligible.Where(index => !known.Contains(index)).OrderBy(Price))
        {
            yield return estimator.CandidateAt(unknown);
        }

        double Price(int index) => comparable.TokenCostUsd(index) is var usd && double.IsNaN(usd) ? double.PositiveInfinity : usd;
    }

    private ImmutableArray<RankedCandidate> Ranking(ImmutableArray<int> eligible, ImmutableArray<int> apart)
    {
        var alone = beliefs.Of(apart).ToDictionary(
            known => (string)known.Candidate.Endpoint.Id,
            known => (known, Usd: Alone(known)),
            StringComparer.Ordinal);
        return
        [
            .. Spare(eligible, apart).Select(candidate => alone.TryGetValue(candidate.Endpoint.Id, out var known)
                ? new RankedCandidate(
                    candidate.Endpoint,
                    string.Create(CultureInfo.InvariantCulture, $"${known.Usd:0.000000} expected in total if tried alone (at quantile {terms.Quantile:0.##}), success {known.known.Success.Mean:0.00} ({known.known.Evidence})"),
                    candidate.Estimate)
                : new RankedCandidate(candidate.Endpoint, "cost unknown", candidate.Estimate)),
        ];
    }

    private double Alone(BelievedCandidate known) => ChainOutlook.UsdOf(beliefs.Ranked(known), SharedDifficulty.Weights.AsSpan(), terms);
}
