using System.Collections.Immutable;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Verification.Properties;

/// <summary>The subject of a clause. A denial has no hops, so every clause about hops is satisfied by it.</summary>
internal enum Quantifier
{
    Decision,
    EveryHop,
    SomeHop,
    Chosen,
}

/// <summary>A condition on the decision or on its hops.</summary>
/// <param name="Text">As written, with the quantifier.</param>
internal sealed record DecisionClause(Quantifier Over, Condition Condition, string Text, SourceSpan Span);

/// <summary>
/// A statement over all requests and times: whenever <paramref name="ForAll"/> is certainly true, each clause of <paramref name="Then"/>
/// is.
/// </summary>
internal sealed record PolicyProperty(
    string Name,
    string Policy,
    Condition ForAll,
    ImmutableArray<DecisionClause> Then,
    DateTimeOffset At,
    bool AllowSampleEvidence,
    SourceSpan Span)
{
    public static TimeSpan DefaultDuring { get; } = TimeSpan.FromDays(90);

    /// <summary>
    /// How long after <see cref="At"/> clauses that require a routed decision must be true; the others are about all times from then on.
    /// </summary>
    public TimeSpan During { get; init; } = DefaultDuring;
}
