using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>A condition and its effects.</summary>
/// <param name="When">Null: the policy's default.</param>
/// <param name="Denies">A match denies the request.</param>
/// <param name="Selection">Null: the rule only constrains, obliges or denies.</param>
/// <param name="Reason">The author's reason, or empty.</param>
/// <param name="AllowDerived">Derived facts may decide this rule's compliance effects.</param>
internal sealed record Rule(
    string Id,
    int Priority,
    EmbeddedSource? When,
    ImmutableArray<ConstraintClause> Constraints,
    ImmutableArray<ObligationClause> Obligations,
    bool Denies,
    Selection? Selection,
    string Reason,
    bool AllowDerived,
    SourceSpan Span)
{
    /// <summary>Whether a key of the rule is unknown, which was reported: what the rule lacks may be under that key.</summary>
    public bool HasUnknownKey { get; init; }

    public bool IsDefault => When is null;

    /// <summary>Whether the rule selects and neither constrains, obliges nor denies.</summary>
    public bool OnlySelects => Selection is not null && Constraints.IsEmpty && Obligations.IsEmpty && !Denies;
}
