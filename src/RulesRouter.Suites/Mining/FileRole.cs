namespace RulesRouter.Suites.Mining;

/// <summary>What a file is to a change.</summary>
internal enum FileRole
{
    Source,
    Test,

    /// <summary>Written by a tool: not counted, and a change of nothing else is no task.</summary>
    Generated,

    /// <summary>A lock file of a package manager.</summary>
    Lock,

    /// <summary>Documents, settings, data.</summary>
    Other,
    Submodule,
}
