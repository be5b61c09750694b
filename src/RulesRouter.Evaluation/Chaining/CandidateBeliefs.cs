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

    /// <summary>
    /// Endpoints of one model mostly share a belief about the task and one about the tier, so the derived chances are cached.
    /// </summary>
    private readonly Dictionary<(Belief OfTask, Belief OfTier), Chances> shared = [];
    private readonly BeliefColumn ofTask = beliefs.Of(estimator.KnownTask, null, difficultyGroup);
    private readonly BeliefColumn ofTier = beliefs.Of(
        estimator.KnownTask,
        difficulty is { } score ? ComplexityTiers.Of(score) : null,
        difficultyGroup);

    /// <summary>Logits by which the policy takes the task to be harder than its reference.</summary>
    private readonly double harder =
        terms.Difficulty.Of(estimator.KnownTask) is { } own ? own - ReferenceDifficulty.Of(estimator.KnownTask) : 0;

    /// <summary>Candidates with a known price, in the given order.</summary>
    public ImmutableArray<BelievedCandidate> Of(ImmutableArray<Candidate> eligible)
    {
        var slowest = SlowestKnown(eligible);
        var believed = ImmutableArray.CreateBuilder<BelievedCandidate>(eligible.Length);
        foreach (var candidate in eligible)
        {
            if (Believe(candidate, slowest) is { } one)
            {
                believed.Add(one);
            }
        }

        return believed.DrainToImmutable();
    }

    /// <summary>Null if its price is unknown.</summary>
    public BelievedCandidate? Of(Candidate candidate, ImmutableArray<Candidate> eligible) => Believe(candidate, SlowestKnown(eligible));

    /// <summary>As an option at the mean belief.</summary>
    public AttemptOption AtMean(BelievedCandidate believed) =>
        believed.Ranked with { Success = SuccessProbabilities.AtMean(believed.Success, beliefs.Learned.Spread) };

    /// <summary>The weights of a task's difficulty scenarios, given the rejected attempts and what they cost.</summary>
    public ImmutableArray<double> WeightsAfter(IEnumerable<(Candidate Candidate, double? CostUsd)> rejected)
    {
        double[]? weights = null;
        var (costs, known) = (0.0, 0);
        foreach (var (candidate, costUsd) in rejected)
        {
            var chances = SuccessProbabilities.AtMean(Known(candidate).Chances.Success, beliefs.Learned.Spread);
            weights ??= [.. SharedDifficulty.Weights];
            for (var scenario = 0; scenario < weights.Length; scenario++)
            {
                weights[scenario] *= (chances[scenario] * terms.FalseReject) + ((1 - chances[scenario]) * (1 - terms.FalseAccept));
            }

            if (beliefs.Learned.Costs.RelativeCost(candidate.Endpoint.Id, estimator.KnownTask, costUsd) is { } relative)
            {
                (costs, known) = (costs + relative, known + 1);
            }
        }

        if (known > 0)
        {
            SharedDifficulty.Tilt(weights, beliefs.Learned.Costs.Slope * costs / known);
        }

        var sum = weights?.Sum() ?? 0;
        return sum > 0 ? [.. weights!.Select(weight => weight / sum)] : SharedDifficulty.Weights;
    }

    private (EndpointBelief Belief, Chances Chances) Known(Candidate candidate)
    {
        var (tier, task) = (ofTier[candidate.Index], ofTask[candidate.Index]);
        var (tierSuccess, taskSuccess) = (tier.SuccessAt(harder), task.SuccessAt(harder));
        if (!shared.TryGetValue((taskSuccess, tierSuccess), out var chances))
        {
            chances = Ranked(DifficultyShift.ToRequest(taskSuccess, tierSuccess, classification, difficulty));
            shared.Add((taskSuccess, tierSuccess), chances);
        }

        return (tier, chances);
    }

    private Chances Ranked(Belief success) => new(success, SuccessProbabilities.At(success, terms.Quantile, beliefs.Learned.Spread));

    private BelievedCandidate? Believe(Candidate candidate, double slowest)
    {
        var (tokens, latency, worstCase) = (
            estimator.TokenCostUsd(candidate.Index),
            estimator.LatencyP50Ms(candidate.Index),
            estimator.BoundedCaseUsd(candidate.Index));
        if (double.IsNaN(tokens))
        {
            return null;
        }

        var (belief, chances) = Known(candidate);
        var imputed = double.IsNaN(latency) ? slowest : 0;
        var usd = tokens + ((double.IsNaN(latency) ? imputed : latency) / MsPerMinute * terms.TimeUsdPerMinute);
        var costs = new double[SharedDifficulty.Scenarios];
        Array.Fill(costs, usd);
        return new BelievedCandidate(
            candidate,
            chances.Success,
            belief.Evidence,
            belief.IsPrior && estimator.View.AbilityOf(candidate.Endpoint, estimator.KnownTask).IsPrior,
            imputed,
            new AttemptOption(candidate.Endpoint.Id, chances.Ranked, ImmutableCollectionsMarshal.AsImmutableArray(costs))
            {
                Answers = belief.Answers,
                EditsUsd = (belief.Edits ?? 0) * terms.EditUsd,
                WorstCaseUsd = double.IsNaN(worstCase) ? double.PositiveInfinity : worstCase,
                ClashKeys = estimator.View.ClashKeysOf(candidate.Index).Of(distinct),
            });
    }

    /// <summary>An unknown latency counts as the slowest known one, so that unknown never wins.</summary>
    private double SlowestKnown(ImmutableArray<Candidate> eligible)
    {
        var slowest = 0.0;
        foreach (var candidate in eligible)
        {
            var latency = estimator.LatencyP50Ms(candidate.Index);
            slowest = latency > slowest ? latency : slowest;
        }

        return slowest;
    }

    /// <param name="Success">On requests like this one.</param>
    /// <param name="Ranked">Per scenario, at the belief's quantile.</param>
    private sealed record Chances(Belief Success, ImmutableArray<double> Ranked);
}
