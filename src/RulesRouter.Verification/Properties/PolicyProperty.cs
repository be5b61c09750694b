using System.Collections.Immutable;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Verification.Properties;

/// <summary>Of whom a part of a property speaks. A denial has no hops: whatever is asked of hops holds of it.</summary>
public enum Quantifier
{
    Decision,
    EveryHop,
    SomeHop,
    Chosen,
}

/// <summary>A condition on the decision, or on its hops.</summary>
/// <param name="Text">The author's, quantifier included.</param>
public sealed record DecisionClause(Quantifier Over, Condition Condition, string Text, SourceSpan Span);

/// <summary>Something that must hold of every request: whenever <paramref name="ForAll"/> is certainly true, each of <paramref name="Then"/> is.</summary>
public sealed record PolicyProperty(string Name, string Policy, Condition ForAll, ImmutableArray<DecisionClause> Then, DateTimeOffset At, bool AllowSampleEvidence, SourceSpan Span);
