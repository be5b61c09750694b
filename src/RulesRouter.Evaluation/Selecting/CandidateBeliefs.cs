using System.Collections.Immutable;
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

    private ComplexityTier? Tier => difficulty is { } score ? ComplexityTiers.Of(score) : null;

    /// <summary>Those with a price and with evidence about success, in the order given.</summary>
    public ImmutableArray<BelievedCandidate> Of(ImmutableArray<Candidate> qualified)
    {
        var slowest = SlowestKnown(qualified);
        return [.. qualified.Select(candidate => Success(candidate) is { } success ? Believe(candidate, success.Success, success.Belief, slowest) : null).OfType<BelievedCandidate>()];
    }

    /// <summary>One with a price, taken for a coin's toss where nothing is known about it.</summary>
    public BelievedCandidate? Unproven(Candidate candidate, ImmutableArray<Candidate> qualified) => Success(candidate) is { } known
        ? Believe(candidate, known.Success, known.Belief, SlowestKnown(qualified))
        : Believe(candidate, Ignorance, new EndpointBelief(Ignorance, 1, null, "no evidence"), SlowestKnown(qualified));

    /// <summary>The chances of a task's scenarios, once earlier attempts were rejected.</summary>
    public ImmutableArray<double> WeightsAfter(IEnumerable<Candidate> rejected)
    {
        var weights = SharedDifficulty.Weights.ToArray();
        foreach (var candidate in rejected)
        {
            if (Success(candidate) is not { } known)
            {
                continue;
            }

            var chances = BelievedChances.At(known.Success, 0.5, beliefs.Learned.Spread);
            for (var scenario = 0; scenario < weights.Length; scenario++)
            {
                weights[scenario] *= (chances[scenario] * terms.FalseReject) + ((1 - chances[scenario]) * (1 - terms.FalseAccept));
            }
        }

        var sum = weights.Sum();
        return sum > 0 ? [.. weights.Select(weight => weight / sum)] : SharedDifficulty.Weights;
    }

    private (Belief Success, EndpointBelief Belief)? Success(Candidate candidate)
    {
        if (on.Task is not { } task || beliefs.Of(candidate.Endpoint, task, Tier) is not { } ofTier)
        {
            return null;
        }

        var ofTask = beliefs.Of(candidate.Endpoint, task, null)!;
        return (DifficultyShift.ToRequest(ofTask.Success, ofTier.Success, classification, difficulty), ofTier);
    }

    private BelievedCandidate? Believe(Candidate candidate, Belief success, EndpointBelief belief, double slowest)
    {
        if (candidate.Estimate.TokenCostUsd is not { } tokens)
        {
            return null;
        }

        var usd = tokens + ((candidate.Estimate.LatencyP50Ms ?? slowest) / MsPerMinute * terms.TimeUsdPerMinute);
        var mean = new AttemptOption(
            candidate.Endpoint.Id,
            BelievedChances.At(success, 0.5, beliefs.Learned.Spread),
            [.. Enumerable.Repeat(usd, SharedDifficulty.Scenarios)])
        {
            Answers = belief.Answers,
            EditsUsd = (belief.Edits ?? 0) * terms.EditUsd,
            WorstCaseUsd = candidate.Estimate.WorstCaseUsd ?? double.PositiveInfinity,
            ClashKeys = KeysOf(candidate.Endpoint),
        };
        return new BelievedCandidate(candidate, success, belief.Evidence, mean, mean with { Success = BelievedChances.At(success, terms.Quantile, beliefs.Learned.Spread) });
    }

    /// <summary>
    /// A model that failed fails again elsewhere more often than its chance says, and no outcome data tells by how much: a rejected
    /// answer goes on to another model. The same model elsewhere is for when an endpoint does not answer.
    /// </summary>
    private ImmutableArray<string> KeysOf(Endpoint endpoint)
    {
        var model = "model " + endpoint.Model.Id;
        return distinct switch
        {
            Distinct.Provider => [model, "provider " + endpoint.Provider.Id],
            Distinct.FailureDomain => [model, "domain " + endpoint.FailureDomain],
            _ => [model],
        };
    }

    /// <summary>Where time costs, an unknown latency is taken for the slowest known one, so that not knowing does not win.</summary>
    private static double SlowestKnown(ImmutableArray<Candidate> qualified) =>
        qualified.Select(candidate => candidate.Estimate.LatencyP50Ms).OfType<double>().DefaultIfEmpty(0).Max();
}
