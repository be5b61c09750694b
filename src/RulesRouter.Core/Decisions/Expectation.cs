using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.Decisions;

/// <summary>What a chain chosen by expected cost is expected to come to. Means, unless said otherwise.</summary>
public sealed record Expectation
{
    /// <summary>US dollars of the whole task: tokens, time, verification, edits, and what a failure costs times its probability.</summary>
    public required double TotalUsd { get; init; }

    /// <summary>What ranking compared: the total with every belief at <see cref="CostRule.Quantile"/>.</summary>
    public required double RankedUsd { get; init; }

    /// <summary>P(a right answer is accepted).</summary>
    public required double Solved { get; init; }

    /// <summary>P(a wrong answer is accepted).</summary>
    public required double WrongAccepted { get; init; }

    /// <summary>P(no answer is accepted).</summary>
    public required double Unsolved { get; init; }

    /// <summary>Waiting for answers, as far as latencies are known; null where a hop's is not.</summary>
    public double? Seconds { get; init; }

    /// <summary>Hop by hop, in the order of the chain; hops tried only when others do not answer are left out.</summary>
    public required ImmutableArray<HopOutlook> Hops { get; init; }

    /// <summary>The best chain that starts elsewhere; null where there is none.</summary>
    public RunnerUp? RunnerUp { get; init; }

    /// <summary>What the policy says costs are.</summary>
    public required CostRule Terms { get; init; }

    public required SearchEffort Search { get; init; }

    /// <summary>How many outcomes had been learnt from; 0 where beliefs rest on published figures alone.</summary>
    public required long LearnedEpoch { get; init; }

    /// <summary>The first hop was put there so that its outcomes are seen; the chain after it is the best one.</summary>
    public bool Explored { get; init; }
}

/// <param name="Reach">P(it is tried): all before it did not answer or were rejected.</param>
/// <param name="SuccessIfReached">P(its answer is right), given that; below its chance on any such task, as failures go together.</param>
/// <param name="Usd">What it adds to the total.</param>
/// <param name="Seconds">What it adds to the waiting; null where its latency is unknown.</param>
/// <param name="Evidence">What its chance of success rests on.</param>
public sealed record HopOutlook(EndpointId Endpoint, double Reach, double SuccessIfReached, double Usd, double? Seconds, string Evidence);

/// <param name="TotalUsd">Mean, as <see cref="Expectation.TotalUsd"/>.</param>
/// <param name="RankedUsd">At the quantile.</param>
public sealed record RunnerUp(ImmutableArray<EndpointId> Chain, double TotalUsd, double RankedUsd);

/// <param name="Qualified">Endpoints that met every demand.</param>
/// <param name="Believed">Of them, with a known price and evidence about success.</param>
/// <param name="Considered">Of them, not surpassed by so many others that they can stand in no best chain.</param>
/// <param name="Chains">Chains whose cost was worked out.</param>
/// <param name="IsExact">False where the search was cut short.</param>
public sealed record SearchEffort(int Qualified, int Believed, int Considered, int Chains, bool IsExact);
