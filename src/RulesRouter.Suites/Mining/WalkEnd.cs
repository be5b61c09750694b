namespace RulesRouter.Suites.Mining;

/// <summary>Where a walk through a history ended.</summary>
internal enum WalkEnd
{
    FirstCommit,

    /// <summary>The oldest commit that a shallow clone has.</summary>
    ShallowClone,
    Since,
    Max,
}
