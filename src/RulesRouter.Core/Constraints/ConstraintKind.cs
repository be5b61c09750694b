namespace RulesRouter.Constraints;

/// <summary>How two values of one constraint combine. Always to the stricter, whatever the order.</summary>
public enum ConstraintKind
{
    /// <summary>The fact may be at most the value; two combine to the lower.</summary>
    UpperBound,

    /// <summary>The fact must be at least the value; two combine to the higher.</summary>
    LowerBound,

    /// <summary>The fact must contain every name; two combine to the union.</summary>
    MustHaveAll,

    /// <summary>The fact must lie within the names; two combine to the intersection, and an empty set admits no endpoint.</summary>
    AllowedSet,

    /// <summary>The fact must match none of the names; two combine to the union.</summary>
    ForbiddenSet,

    /// <summary>The fact must be false where the value is false; `false` wins.</summary>
    Permission,

    /// <summary>The fact must be true where the value is true; `true` wins.</summary>
    Requirement,
}
