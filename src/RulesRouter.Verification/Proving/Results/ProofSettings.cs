using System.Collections.Immutable;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Results;

/// <summary>Time and evidence that claims are checked with.</summary>
/// <param name="At">Time of prices, dates and evidence.</param>
internal sealed record ProofSettings(DateTimeOffset At, bool AllowSampleEvidence)
{
    /// <summary>
    /// Known requests, such as those of test cases. Where the search cannot construct facts for which a script returns what it requires,
    /// one of them may demonstrate it.
    /// </summary>
    public ImmutableArray<Witness> KnownRequests { get; init; } = [];

    /// <summary>Random requests to try before a verdict is unknown.</summary>
    internal int Samples { get; init; } = 200;

    /// <summary>End of the time in which witnesses may be; null: none.</summary>
    internal DateTimeOffset? Until { get; init; }

    internal ProofBudget Budget { get; init; } = ProofBudget.Default;
}
