using System.Collections.Immutable;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Timelines;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Comparing;

internal enum RegionChangeKind
{
    /// <summary>A rule denies requests that no rule denied before.</summary>
    NewlyDenied,

    /// <summary>No rule denies requests that a rule denied before.</summary>
    NewlyAllowed,

    /// <summary>A constraint is stricter or new.</summary>
    ConstraintStricter,

    /// <summary>A constraint is weaker or removed.</summary>
    ConstraintWeaker,

    /// <summary>An obligation is stricter or new.</summary>
    ObligationStricter,

    /// <summary>An obligation is weaker or removed.</summary>
    ObligationWeaker,

    /// <summary>Another selection applies.</summary>
    Selection,
}

/// <summary>A class of requests whose decision differs between two revisions, with one example that both evaluators confirm.</summary>
/// <param name="Subject">The constraint or obligation; empty for denials and selections.</param>
/// <param name="Before">The earlier value or rule; <c>none</c> if there was none.</param>
/// <param name="After">The later value or rule.</param>
/// <param name="Witness">
/// A request to the later revision; attributes that the earlier one does not declare are omitted for the earlier one.
/// </param>
internal sealed record RegionChange(string Policy, RegionChangeKind Kind, string Subject, string Before, string After, Witness Witness)
{
    /// <summary>When it applies, in order; empty: at all times from the start of the comparison on.</summary>
    public ImmutableArray<TimeInterval> Intervals { get; init; } = [];

    public bool IsWeaker => Weakens(Kind);

    public static bool Weakens(RegionChangeKind kind) =>
        kind is RegionChangeKind.NewlyAllowed or RegionChangeKind.ConstraintWeaker or RegionChangeKind.ObligationWeaker;
}

/// <summary>How one policy's decisions differ between two revisions.</summary>
/// <param name="Changes">
/// At most three of each kind. Empty together with <paramref name="Unclear"/>: proved equal for every request, as far as rules decide.
/// </param>
/// <param name="Unclear">Differences that were neither found nor excluded, and unlisted ones.</param>
internal sealed record RegionComparison(string Policy, ImmutableArray<RegionChange> Changes, ImmutableArray<Obstacle> Unclear)
{
    /// <summary>Those of <see cref="Unclear"/> that may hide a weaker constraint, obligation or denial.</summary>
    public ImmutableArray<Obstacle> UnclearWeaker { get; init; } = [];

    /// <summary>Proved: rules decide every request as before.</summary>
    public bool IsEquivalent => Changes.IsEmpty && Unclear.IsEmpty;

    /// <summary>Proved: no constraint, obligation or denial is weaker for any request.</summary>
    public bool IsRefinement => !Changes.Any(change => change.IsWeaker) && Unclear.IsEmpty;
}
