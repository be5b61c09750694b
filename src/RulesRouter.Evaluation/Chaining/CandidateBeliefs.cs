using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RulesRouter.Economics;
using RulesRouter.Economics.Abilities;
using RulesRouter.Economics.Beliefs;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>
/// Converts candidates to options of the chain search: success probability on this request, and the cost of an attempt in tokens and time.
/// </summary>
internal sealed class CandidateBeliefs(
    EndpointBeliefs beliefs,
    CostRule terms,
    Distinct distinct,
    Estimator estimator,
    Classification classification,
    double? difficulty,
    string? difficultyGroup)
{
    private const double MsPerMinute = 60_000;

    [ThreadStatic]
    private static double[]? ofCosts;

    [ThreadStatic]
    private static int[]? ofRows;

    [ThreadStatic]
    private static int[]? ofPriced;

    private readonly MeanChances scenarios = MeanChances.Of(beliefs.Learned.Spread);

    private readonly BeliefClasses classes = beliefs.ClassesOf(
        estimator.KnownTask,
        difficulty is { } score ? ComplexityTiers.Of(score) : null,
        difficultyGroup,
        terms.Difficulty.Of(estimator.KnownTask) is { } own ? own - ReferenceDifficulty.Of(estimator.KnownTask) : 0);

    /// <summary>Fills the columns with the candidates of known price, in the given order.</summary>
    /// <returns>By option, the index of its endpoint; valid on this thread until the next call.</returns>
    public ReadOnlySpan<int> Fill(OptionColumns columns, ImmutableArray<int> eligible)
    {
        var costs = AttemptsUsd(eligible);
        var rows = Rows(eligible);
        var worst = estimator.BoundedCasesUsd();
        var clashes = estimator.View.ClashesOf(distinct);

        // A chance falls with the difficulty of the scenario by the same factors for all, so that of two rows one is above the other.
        columns.Clear(SharedDifficulty.Scenarios, isFlat: true, isOrdered: true, clashes.MaxKinds, eligible.Length);
        Buffers.Grow(ref ofPriced, eligible.Length);
        var priced = ofPriced.AsSpan();
        var count = 0;
        for (var place = 0; place < eligible.Length; place++)
        {
            if (double.IsNaN(costs[place]))
            {
                continue;
            }

            var index = eligible[place];
            var belief = classes.BeliefOf(index);
            ref var row = ref rows[classes.Of(index)];
            if (row < 0)
            {
                row = columns.Rows;
                scenarios.Fill(SuccessOf(index).ExceededWith(terms.Quantile), columns.AddRow());
            }

            columns.Add(
                costs.Slice(place, 1),
                row,
                belief.Answers,
                (belief.Edits ?? 0) * terms.EditUsd,
                double.IsNaN(worst[index]) ? double.PositiveInfinity : worst[index],
                clashes.Of(index));
            priced[count++] = index;
        }

        return priced[..count];
    }

    /// <summary>Candidates with a known price, in the given order.</summary>
    public IEnumerable<BelievedCandidate> Of(ImmutableArray<int> eligible)
    {
        var slowest = SlowestKnown(eligible);
        return eligible.Select(index => Of(index, slowest)).OfType<BelievedCandidate>();
    }

    /// <summary>Null if its price is unknown.</summary>
    /// <param name="slowestMs">Counts as the latency where that is unknown.</param>
    public BelievedCandidate? Of(int index, double slowestMs)
    {
        var (tokens, latency, worstCase) = (
            estimator.TokenCostUsd(index),
            estimator.LatencyP50Ms(index),
            estimator.BoundedCaseUsd(index));
        if (double.IsNaN(tokens))
        {
            return null;
        }

        var belief = classes.BeliefOf(index);
        var candidate = estimator.CandidateAt(index);
        return new BelievedCandidate(
            candidate,
            SuccessOf(index),
            belief.Evidence,
            belief.IsPrior && estimator.View.AbilityOf(candidate.Endpoint, estimator.KnownTask).IsPrior,
            double.IsNaN(latency) ? slowestMs : 0,
            WithWaiting(tokens, latency, slowestMs),
            belief.Answers,
            (belief.Edits ?? 0) * terms.EditUsd,
            double.IsNaN(worstCase) ? double.PositiveInfinity : worstCase);
    }

    /// <summary>As an option of the search, at the belief's quantile.</summary>
    public AttemptOption Ranked(BelievedCandidate believed)
    {
        var costs = new double[SharedDifficulty.Scenarios];
        Array.Fill(costs, believed.CostUsd);
        return new AttemptOption(
            believed.Candidate.Endpoint.Id,
            ChancesOf(believed.Success.ExceededWith(terms.Quantile)),
            ImmutableCollectionsMarshal.AsImmutableArray(costs))
        {
            Answers = believed.Answers,
            EditsUsd = believed.EditsUsd,
            WorstCaseUsd = believed.WorstCaseUsd,
        };
    }

    /// <summary>What is expected of a chain at the mean beliefs.</summary>
    public ChainOutlook Outlook(ReadOnlySpan<BelievedCandidate> chain, ReadOnlySpan<double> weights)
    {
        var sum = new OutlookSum(stackalloc double[2 * SharedDifficulty.Scenarios], weights, terms, chain.Length);
        Add(chain, ref sum, atMean: true);
        return sum.Outlook();
    }

    /// <summary>The expected total cost of a chain, at the mean beliefs or at their quantiles.</summary>
    public double TotalUsd(ReadOnlySpan<BelievedCandidate> chain, ReadOnlySpan<double> weights, bool atMean)
    {
        var sum = new OutlookSum(stackalloc double[2 * SharedDifficulty.Scenarios], weights, terms, length: 0);
        Add(chain, ref sum, atMean);
        return sum.TotalUsd;
    }

    /// <summary>Milliseconds of the slowest known latency: an unknown one counts as long, so that unknown never wins.</summary>
    public double SlowestKnown(ImmutableArray<int> eligible)
    {
        var slowest = 0.0;
        var latencies = estimator.View.LatenciesP50Ms(estimator.ExpectedOutput);
        foreach (var index in eligible)
        {
            slowest = latencies[index] > slowest ? latencies[index] : slowest;
        }

        return slowest;
    }

    /// <summary>The weights of a task's difficulty scenarios, given the rejected attempts and what was measured of them.</summary>
    public ImmutableArray<double> WeightsAfter(IEnumerable<(Candidate Candidate, AttemptMeasures Measures)> rejected)
    {
        double[]? weights = null;
        var (shifts, known) = (0.0, 0);
        foreach (var (candidate, measures) in rejected)
        {
            var chances = ChancesOf(SuccessOf(candidate.Index).Mean);
            weights ??= [.. SharedDifficulty.Weights];
            for (var scenario = 0; scenario < weights.Length; scenario++)
            {
                weights[scenario] *= (chances[scenario] * terms.FalseReject) + ((1 - chances[scenario]) * (1 - terms.FalseAccept));
            }

            if (beliefs.Learned.Attempts.ShiftOf(candidate.Endpoint.Id, estimator.KnownTask, measures) is { } shift)
            {
                (shifts, known) = (shifts + shift, known + 1);
            }
        }

        if (known > 0)
        {
            SharedDifficulty.Tilt(weights, shifts / known);
        }

        var sum = weights?.Sum() ?? 0;
        return sum > 0 ? [.. weights!.Select(weight => weight / sum)] : SharedDifficulty.Weights;
    }

    /// <summary>US dollars of an attempt, tokens and waiting, by place; NaN if its price is unknown.</summary>
    private Span<double> AttemptsUsd(ImmutableArray<int> eligible)
    {
        Buffers.Grow(ref ofCosts, eligible.Length);
        var costs = ofCosts.AsSpan(0, eligible.Length);
        var tokens = estimator.TokenCostsUsd();
        for (var place = 0; place < costs.Length; place++)
        {
            costs[place] = tokens[eligible[place]];
        }

        var slowest = SlowestKnown(eligible);
        var latencies = estimator.View.LatenciesP50Ms(estimator.ExpectedOutput);
        for (var place = 0; place < costs.Length; place++)
        {
            costs[place] = WithWaiting(costs[place], latencies[eligible[place]], slowest);
        }

        return costs;
    }

    /// <summary>By class of belief, its row of chances: negative before it has one.</summary>
    private Span<int> Rows(ImmutableArray<int> eligible)
    {
        foreach (var index in eligible)
        {
            classes.Of(index);
        }

        var count = classes.Count;
        Buffers.Grow(ref ofRows, count);
        ofRows.AsSpan(0, count).Fill(-1);
        return ofRows.AsSpan(0, count);
    }

    private void Add(ReadOnlySpan<BelievedCandidate> chain, ref OutlookSum sum, bool atMean)
    {
        Span<double> chances = stackalloc double[SharedDifficulty.Scenarios];
        foreach (var hop in chain)
        {
            scenarios.Fill(atMean ? hop.Success.Mean : hop.Success.ExceededWith(terms.Quantile), chances);
            sum.Add(chances, [hop.CostUsd], hop.Answers, hop.EditsUsd);
        }
    }

    private Belief SuccessOf(int index) => classes[classes.Of(index)].ToRequest(classification, difficulty);

    private ImmutableArray<double> ChancesOf(double mean)
    {
        var chances = new double[SharedDifficulty.Scenarios];
        scenarios.Fill(mean, chances);
        return ImmutableCollectionsMarshal.AsImmutableArray(chances);
    }

    private double WithWaiting(double tokensUsd, double latencyMs, double slowestMs) =>
        tokensUsd + ((double.IsNaN(latencyMs) ? slowestMs : latencyMs) / MsPerMinute * terms.TimeUsdPerMinute);
}
