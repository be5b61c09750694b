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

    private readonly MeanChances scenarios = MeanChances.Of(beliefs.Learned.Spread);

    private readonly BeliefClasses classes = beliefs.ClassesOf(
        estimator.KnownTask,
        difficulty is { } score ? ComplexityTiers.Of(score) : null,
        difficultyGroup,
        terms.Difficulty.Of(estimator.KnownTask) is { } own ? own - ReferenceDifficulty.Of(estimator.KnownTask) : 0);

    /// <summary>Fills the columns with the candidates of known price, in the given order.</summary>
    /// <returns>By option, the index of its endpoint.</returns>
    public ImmutableArray<int> Fill(OptionColumns columns, ImmutableArray<int> eligible)
    {
        var costs = AttemptsUsd(eligible);
        var rows = Rows(eligible);
        var worst = estimator.BoundedCasesUsd();
        var clashes = estimator.View.ClashesOf(distinct);

        // A chance falls with the difficulty of the scenario by the same factors for all, so that of two rows one is above the other.
        columns.Clear(SharedDifficulty.Scenarios, isFlat: true, isOrdered: true, clashes.MaxKinds);
        var (priced, count) = (new int[eligible.Length], 0);
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

        return count == priced.Length ? ImmutableCollectionsMarshal.AsImmutableArray(priced) : ImmutableArray.Create(priced, 0, count);
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

        var (belief, success) = (classes.BeliefOf(index), SuccessOf(index));
        var costs = new double[SharedDifficulty.Scenarios];
        Array.Fill(costs, WithWaiting(tokens, latency, slowestMs));
        var candidate = estimator.CandidateAt(index);
        return new BelievedCandidate(
            candidate,
            success,
            belief.Evidence,
            belief.IsPrior && estimator.View.AbilityOf(candidate.Endpoint, estimator.KnownTask).IsPrior,
            double.IsNaN(latency) ? slowestMs : 0,
            new AttemptOption(
                candidate.Endpoint.Id,
                ChancesOf(success.ExceededWith(terms.Quantile)),
                ImmutableCollectionsMarshal.AsImmutableArray(costs))
            {
                Answers = belief.Answers,
                EditsUsd = (belief.Edits ?? 0) * terms.EditUsd,
                WorstCaseUsd = double.IsNaN(worstCase) ? double.PositiveInfinity : worstCase,
            });
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

    /// <summary>As an option at the mean belief.</summary>
    public AttemptOption AtMean(BelievedCandidate believed) => believed.Ranked with { Success = ChancesOf(believed.Success.Mean) };

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
