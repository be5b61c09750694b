using System.Collections.Immutable;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Proving;

/// <summary>The circumstances claims are held against.</summary>
/// <param name="At">The moment prices, dates and evidence are judged at.</param>
public sealed record ProofSettings(DateTimeOffset At, bool AllowSampleEvidence)
{
    /// <summary>
    /// Requests at hand, such as those of test cases: where the search cannot make up facts that a script answers as it needs, one of them may show
    /// what was looked for.
    /// </summary>
    public ImmutableArray<Witness> AtHand { get; init; } = [];

    internal ProofBudget Budget { get; init; } = ProofBudget.Default;
}
