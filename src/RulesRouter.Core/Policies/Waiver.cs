using RulesRouter.Constraints;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>A dated exception to one waivable constraint of one rule.</summary>
/// <param name="Policy">The policy that declares it; it applies there and in policies that extend it.</param>
/// <param name="Rule">Qualified, <c>policy/rule</c>.</param>
/// <param name="Constraint">The key under <c>constrain:</c>, such as <c>certifications</c> or <c>price.outputPerMTok</c>.</param>
/// <param name="When">A condition over attributes: the requests it covers.</param>
/// <param name="From">The first day it applies, in UTC; null: no lower limit.</param>
/// <param name="Expires">The last day it applies, in UTC.</param>
public sealed record Waiver(
    string Policy,
    string Id,
    string Rule,
    string Constraint,
    EmbeddedSource When,
    string ApprovedBy,
    string Reason,
    DateOnly? From,
    DateOnly Expires,
    SourceSpan Span)
{
    /// <summary>Where it names <see cref="Rule"/>.</summary>
    internal SourceSpan RuleSpan { get; init; }

    /// <summary>Where it names <see cref="Constraint"/>.</summary>
    internal SourceSpan ConstraintSpan { get; init; }

    public string QualifiedId => $"{Policy}/{Id}";

    internal bool HasExpired(DateOnly today) => today > Expires;

    internal bool HoldsOn(DateOnly today) => !HasExpired(today) && !(today < From);

    /// <summary>Whether a constraint key, written at any depth, is this waiver's.</summary>
    internal bool Covers(ConstraintDefinition definition) =>
        definition.Key == Constraint || definition.Key.StartsWith(Constraint + ".", StringComparison.Ordinal);
}
