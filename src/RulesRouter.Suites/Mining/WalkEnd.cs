namespace RulesRouter.Suites.Mining;

/// <summary>Where a walk through a history ended.</summary>
internal enum WalkEnd
{
    FirstCommit,
    Since,
    Max,
}
