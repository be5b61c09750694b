namespace RulesRouter.Suites.Mining;

/// <summary>Why a commit is no scenario. The first reason that applies counts.</summary>
internal enum SkipReason
{
    /// <summary>The first commit of a history has no state to start from.</summary>
    NoParent,

    /// <summary>Where a shallow clone ends: the parent is in the repository that it is of.</summary>
    ShallowParent,
    OutsidePaths,
    Revert,
    NoTests,
    NoSource,
    TooManyFiles,
    OnlyRenames,
    Binary,
    Submodule,
    NoTestSystem,
    NoInstruction,

    /// <summary>Without the sentences that contain the solution, too little of the message is left.</summary>
    RevealsSolution,
}
