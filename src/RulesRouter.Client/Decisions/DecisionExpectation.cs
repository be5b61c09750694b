namespace RulesRouter.Client.Decisions;

/// <summary>The expected total cost of a chain and its parts.</summary>
public sealed record DecisionExpectation
{
    /// <summary>Mean US dollars of the task: tokens, time, verification, edits and failures.</summary>
    public required double TotalUsd { get; init; }

    /// <summary>US dollars that ranking compares: every belief at <see cref="Quantile"/>.</summary>
    public required double RankedUsd { get; init; }

    /// <summary>0…1, set by the policy.</summary>
    public required double Quantile { get; init; }

    /// <summary>P(a right answer is accepted), 0…1.</summary>
    public required double Solved { get; init; }

    /// <summary>P(a wrong answer is accepted), 0…1.</summary>
    public required double WrongAccepted { get; init; }

    /// <summary>P(no answer is accepted), 0…1.</summary>
    public required double Unsolved { get; init; }

    /// <summary>Expected seconds of waiting; null if the latency of a hop is unknown.</summary>
    public double? Seconds { get; init; }

    /// <summary>Parts by hop, without hops that serve only as availability fallbacks.</summary>
    public required IReadOnlyList<ExpectedHop> Hops { get; init; }

    /// <summary>The best chain that starts with another endpoint; null if there is none.</summary>
    public RunnerUp? RunnerUp { get; init; }

    public required ChainSearch Search { get; init; }

    /// <summary>Number of outcomes in the state.</summary>
    public required int LearnedEpoch { get; init; }

    /// <summary>The first hop was chosen to collect outcomes.</summary>
    public required bool Explored { get; init; }
}

/// <summary>A hop's part of the expected total cost.</summary>
/// <param name="Reach">P(the hop is tried), 0…1.</param>
/// <param name="SuccessIfReached">P(its answer is right), 0…1, given that earlier hops failed.</param>
/// <param name="Usd">US dollars that it adds.</param>
/// <param name="Evidence">For the success probability.</param>
public sealed record ExpectedHop(string Endpoint, double Reach, double SuccessIfReached, double Usd, string Evidence)
{
    /// <summary>Seconds that it adds; null if unknown.</summary>
    public double? Seconds { get; init; }

    /// <summary>Seconds by the slowest known latency, where the endpoint's own is unknown.</summary>
    public double? ImputedSeconds { get; init; }

    /// <summary>US dollars of the imputed seconds, which <see cref="Usd"/> contains.</summary>
    public double? ImputedUsd { get; init; }

    /// <summary>Neither a published score nor an outcome of the model at such tasks is known.</summary>
    public bool Prior { get; init; }
}

/// <summary>The best chain that starts with another endpoint.</summary>
/// <param name="Chain">Endpoint ids in order.</param>
/// <param name="TotalUsd">Mean US dollars.</param>
/// <param name="RankedUsd">US dollars at the policy's quantile.</param>
public sealed record RunnerUp(IReadOnlyList<string> Chain, double TotalUsd, double RankedUsd);

/// <summary>Statistics of the search for a chain.</summary>
/// <param name="Qualified">Eligible endpoints.</param>
/// <param name="Believed">Those with a price and a success probability.</param>
/// <param name="Considered">Those that the best chain can contain.</param>
/// <param name="Chains">Chains whose cost was computed.</param>
/// <param name="Exact">The search was complete.</param>
public sealed record ChainSearch(int Qualified, int Believed, int Considered, long Chains, bool Exact);
