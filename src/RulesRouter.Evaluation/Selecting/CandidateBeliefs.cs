using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>Turns candidates into options of a chain search: their chance of success on this request, and what an attempt costs in tokens and time.</summary>
internal sealed class CandidateBeliefs(EndpointBeliefs beliefs, CostRule terms, Distinct distinct, Consideration on, Classification classification, double? difficulty)
{
    private const double MsPerMinute = 60_000;

    /// <summary>What an endpoint without any evidence is taken for where it is tried to gain some.</summary>
    private static readonly Belief Ignorance = new(0.5, 2);

    /// <summary>Endpoints of one model mostly share a belief about the task and one about the tier, so they share what comes of them.</summary>
    private readonly Dictionary<(Belief OfTask, Belief OfTier), Chances> shared = [];
    private readonly BeliefColumn? ofTask = on.Task is { } task ? beliefs.Of(task, null) : null;
    private readonly BeliefColumn? ofTier = on.Task is { } task ? beliefs.Of(task, difficulty is { } score ? ComplexityTiers.Of(score) : null) : null;

    /// <summary>Those with a price and with evidence about success, in the order given.</summary>
    public ImmutableArray<BelievedCandidate> Of(ImmutableArray<Candidate> qualified)
    {
        var slowest = SlowestKnown(qualified);
        var believed = ImmutableArray.CreateBuilder<BelievedCandidate>(qualified.Length);
        foreach (var candidate in qualified)
        {
            if (Known(candidate) is var (belief, chances) && Believe(candidate, chances, belief, slowest) is { } one)
            {
                believed.Add(one);
            }
        }

        return believed.DrainToImmutable();
    }

    /// <summary>One with a price, taken for a coin's toss where nothing is known about it.</summary>
    public BelievedCandidate? Unproven(Candidate candidate, ImmutableArray<Candidate> qualified) => Known(candidate) is var (belief, chances)
        ? Believe(candidate, chances, belief, SlowestKnown(qualified))
        : Believe(candidate, Ranked(Ignorance), new EndpointBelief(Ignorance, 1, null, "no evidence"), SlowestKnown(qualified));

    /// <summary>As an option at the mean belief.</summary>
    public AttemptOption AtMean(BelievedCandidate believed) => believed.Ranked with { Success = SuccessProbabilities.At(believed.Success, 0.5, beliefs.Learned.Spread) };

    /// <summary>The chances of a task's scenarios, once earlier attempts were rejected.</summary>
    public ImmutableArray<double> WeightsAfter(IEnumerable<Candidate> rejected)
    {
        double[]? weights = null;
        foreach (var candidate in rejected)
        {
            if (Known(candidate) is not var (_, known))
            {
                continue;
            }

            var chances = SuccessProbabilities.At(known.Success, 0.5, beliefs.Learned.Spread);
            weights ??= [.. SharedDifficulty.Weights];
            for (var scenario = 0; scenario < weights.Length; scenario++)
            {
                weights[scenario] *= (chances[scenario] * terms.FalseReject) + ((1 - chances[scenario]) * (1 - terms.FalseAccept));
            }
        }

        var sum = weights?.Sum() ?? 0;
        return sum > 0 ? [.. weights!.Select(weight => weight / sum)] : SharedDifficulty.Weights;
    }

    /// <summary>Id of the model whose answers one gets: an alias fails with what it stands for.</summary>
    public string ModelBehind(Endpoint endpoint) => beliefs.Aliases.Behind(endpoint.Model).Id;

    private (EndpointBelief Belief, Chances Chances)? Known(Candidate candidate)
    {
        if (ofTier?[candidate.Index] is not { } tier)
        {
            return null;
        }

        var task = ofTask![candidate.Index]!;
        if (!shared.TryGetValue((task.Success, tier.Success), out var chances))
        {
            chances = Ranked(DifficultyShift.ToRequest(task.Success, tier.Success, classification, difficulty));
            shared.Add((task.Success, tier.Success), chances);
        }

        return (tier, chances);
    }

    private Chances Ranked(Belief success) => new(success, SuccessProbabilities.At(success, terms.Quantile, beliefs.Learned.Spread));

    private BelievedCandidate? Believe(Candidate candidate, Chances chances, EndpointBelief belief, double slowest)
    {
        var (tokens, latency, worstCase) = (on.TokenCostUsd(candidate.Index), on.LatencyP50Ms(candidate.Index), on.WorstCaseUsd(candidate.Index));
        if (double.IsNaN(tokens))
        {
            return null;
        }

        var usd = tokens + ((double.IsNaN(latency) ? slowest : latency) / MsPerMinute * terms.TimeUsdPerMinute);
        var costs = new double[SharedDifficulty.Scenarios];
        Array.Fill(costs, usd);
        return new BelievedCandidate(
            candidate,
            chances.Success,
            belief.Evidence,
            new AttemptOption(candidate.Endpoint.Id, chances.Ranked, ImmutableCollectionsMarshal.AsImmutableArray(costs))
            {
                Answers = belief.Answers,
                EditsUsd = (belief.Edits ?? 0) * terms.EditUsd,
                WorstCaseUsd = double.IsNaN(worstCase) ? double.PositiveInfinity : worstCase,
                ClashKeys = on.View.ClashKeysOf(candidate.Index).Of(distinct),
            });
    }

    /// <summary>Where time costs, an unknown latency is taken for the slowest known one, so that not knowing does not win.</summary>
    private double SlowestKnown(ImmutableArray<Candidate> qualified)
    {
        var slowest = 0.0;
        foreach (var candidate in qualified)
        {
            var latency = on.LatencyP50Ms(candidate.Index);
            slowest = latency > slowest ? latency : slowest;
        }

        return slowest;
    }

    /// <param name="Success">On requests like this one.</param>
    /// <param name="Ranked">Per scenario, at the belief's quantile.</param>
    private sealed record Chances(Belief Success, ImmutableArray<double> Ranked);
}
