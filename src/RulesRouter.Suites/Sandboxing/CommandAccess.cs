using System.Collections.Immutable;

namespace RulesRouter.Suites.Sandboxing;

/// <summary>What a command may reach besides its work tree.</summary>
/// <param name="HasNetwork">With the network, package caches can be written too.</param>
/// <param name="Readable">Further folders that it may read.</param>
/// <param name="Variables">Names of environment variables that it gets although they look like credentials.</param>
internal sealed record CommandAccess(bool HasNetwork, ImmutableArray<string> Readable, ImmutableHashSet<string> Variables)
{
    /// <summary>For tests: no network.</summary>
    public static CommandAccess Offline { get; } = new(false, [], []);

    /// <summary>For downloads of dependencies.</summary>
    public static CommandAccess Online { get; } = new(true, [], []);
}
