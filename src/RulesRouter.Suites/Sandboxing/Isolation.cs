namespace RulesRouter.Suites.Sandboxing;

/// <summary>What separates a command from the machine, from strong to weak.</summary>
internal enum Isolation
{
    /// <summary>bubblewrap: no network, own processes, no file but the work tree, the system's programs and the package caches.</summary>
    Bubblewrap,

    /// <summary>unshare: no network. Files of the machine can be read and written.</summary>
    NetworkOnly,

    None,
}
