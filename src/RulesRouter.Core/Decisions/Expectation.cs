using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.Decisions;

/// <summary>The expected result of a chain chosen by expected cost. Means, unless stated otherwise.</summary>
public sealed record Expectation
{
    /// <summary>US dollars of the whole task: tokens, time, verification, edits, and the cost of failure times its probability.</summary>
    public required double TotalUsd { get; init; }

    /// <summary>The figure that was ranked: the total with every belief at <see cref="CostRule.Quantile"/>.</summary>
    public required double RankedUsd { get; init; }

    /// <summary>P(a right answer is accepted).</summary>
    public required double Solved { get; init; }

    /// <summary>P(a wrong answer is accepted).</summary>
    public required double WrongAccepted { get; init; }

    /// <summary>P(no answer is accepted).</summary>
    public required double Unsolved { get; init; }

    /// <summary>Seconds of waiting for outputs; null if the latency of a hop is unknown.</summary>
    public double? Seconds { get; init; }

    /// <summary>Hop by hop, in the order of the chain; hops for availability failures only are left out.</summary>
    public required ValueList<HopOutlook> Hops { get; init; }

    /// <summary>The best chain with another first hop; null if there is none.</summary>
    public RunnerUp? RunnerUp { get; init; }

    /// <summary>The cost terms of the policy.</summary>
    public required CostRule Terms { get; init; }

    public required SearchEffort Search { get; init; }

    /// <summary>Number of outcomes that beliefs were learned from; 0 if they rest on published figures only.</summary>
    public required long LearnedEpoch { get; init; }

    /// <summary>The first hop is an exploration; the chain after it is the best one.</summary>
    public bool Explored { get; init; }
}

/// <param name="Reach">P(it is tried): every earlier hop did not answer or was rejected.</param>
/// <param name="SuccessIfReached">
/// P(its answer is right), given that; lower than its success probability on any such task, as failures are correlated.
/// </param>
/// <param name="Usd">Its part of the total.</param>
/// <param name="Seconds">Its part of the waiting time; null if its latency is unknown.</param>
/// <param name="Evidence">The evidence for its success probability.</param>
public sealed record HopOutlook(EndpointId Endpoint, double Reach, double SuccessIfReached, double Usd, double? Seconds, string Evidence)
{
    /// <summary>
    /// Its part of the waiting time by the slowest known latency of the eligible endpoints, in place of its own, which is unknown; 0 where
    /// it is known.
    /// </summary>
    public double ImputedSeconds { get; init; }

    /// <summary>US dollars of the imputed seconds; <see cref="Usd"/> contains them.</summary>
    public double ImputedUsd { get; init; }

    /// <summary>Neither a published score nor an outcome of its model at such tasks is known: its success probability is a prior.</summary>
    public bool IsPrior { get; init; }
}

/// <param name="TotalUsd">Mean, as <see cref="Expectation.TotalUsd"/>.</param>
/// <param name="RankedUsd">At the quantile.</param>
public sealed record RunnerUp(ValueList<EndpointId> Chain, double TotalUsd, double RankedUsd);

/// <param name="Eligible">Endpoints that satisfy all constraints.</param>
/// <param name="Believed">Eligible endpoints with a known price.</param>
/// <param name="Considered">Believed endpoints that are not dominated by so many others that no best chain contains them.</param>
/// <param name="Chains">Chains whose cost was computed.</param>
/// <param name="IsExact">False if the search was cut short.</param>
public sealed record SearchEffort(int Eligible, int Believed, int Considered, int Chains, bool IsExact);
