using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Proving.Comparing;

public enum RegionChangeKind
{
    /// <summary>Rules deny what they did not.</summary>
    NewlyDenied,

    /// <summary>No rule denies any more what one did.</summary>
    NewlyAllowed,

    /// <summary>A constraint asks for more, or is new.</summary>
    ConstraintStricter,

    /// <summary>A constraint asks for less, or is gone.</summary>
    ConstraintWeaker,

    /// <summary>An obligation asks for more, or is new.</summary>
    ObligationStricter,

    /// <summary>An obligation asks for less, or is gone.</summary>
    ObligationWeaker,

    /// <summary>Candidates are ranked or chained in another way.</summary>
    Selection,
}

/// <summary>A kind of request whose answer differs between two revisions, with one such request that both evaluators confirm.</summary>
/// <param name="Subject">The constraint or obligation; empty otherwise.</param>
/// <param name="Before">What held before, in words: a value, a rule, or <c>none</c>.</param>
/// <param name="After">What holds now.</param>
/// <param name="Witness">Fits the later revision; attributes the earlier one does not know are left out when it is asked.</param>
public sealed record RegionChange(string Policy, RegionChangeKind Kind, string Subject, string Before, string After, Witness Witness)
{
    public bool IsWeaker => Kind is RegionChangeKind.NewlyAllowed or RegionChangeKind.ConstraintWeaker or RegionChangeKind.ObligationWeaker;
}

/// <summary>How one policy's answers differ between two revisions.</summary>
/// <param name="Changes">At most a handful of each kind; empty with no <paramref name="Unclear"/>: for every request both answer alike, as far as rules decide it.</param>
/// <param name="Unclear">Differences that were neither found nor ruled out, and more than were listed.</param>
public sealed record RegionComparison(string Policy, System.Collections.Immutable.ImmutableArray<RegionChange> Changes, System.Collections.Immutable.ImmutableArray<Obstacle> Unclear)
{
    /// <summary>Proved: no rule-made difference for any request.</summary>
    public bool IsEquivalent => Changes.IsEmpty && Unclear.IsEmpty;

    /// <summary>Proved: nothing is demanded less, for any request.</summary>
    public bool IsRefinement => !Changes.Any(change => change.IsWeaker) && Unclear.IsEmpty;
}
