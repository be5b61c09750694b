namespace RulesRouter.Verification.Proving.Results;

/// <summary>Kinds of claims over all requests.</summary>
internal enum ClaimKind
{
    /// <summary>No request matches a rule.</summary>
    Unreachable,

    /// <summary>No request gets a rule's selection, because earlier rules match first.</summary>
    Shadowed,

    /// <summary>Every request matches a rule that has a condition.</summary>
    AlwaysTrue,

    /// <summary>Some rule with a condition selects before the default.</summary>
    NoGap,

    /// <summary>Two rules of one layer and equal priority that select differently never match together.</summary>
    NoConflict,

    /// <summary>Constraints, obligations and denials of an ancestor are in force in the policy.</summary>
    NeverLoosens,

    /// <summary>A property of every policy.</summary>
    Universal,

    /// <summary>A property declared in a PolicyTest.</summary>
    Property,
}
