using System.Collections.Immutable;

namespace RulesRouter.Suites.Sandboxing;

/// <summary>What a command may reach besides its work tree.</summary>
/// <param name="WritesCaches">The package caches of the machine can be written, as a download of dependencies needs.</param>
/// <param name="Readable">Further folders that it may read.</param>
/// <param name="Variables">Names of environment variables that it gets although they look like credentials.</param>
internal sealed record CommandAccess(
    bool HasNetwork,
    bool WritesCaches,
    ImmutableArray<string> Readable,
    ImmutableHashSet<string> Variables)
{
    /// <summary>For tests: no network.</summary>
    public static CommandAccess Offline { get; } = new(false, false, [], []);

    /// <summary>For downloads of dependencies, which run none of the code under test.</summary>
    public static CommandAccess Online { get; } = new(true, true, [], []);
}
