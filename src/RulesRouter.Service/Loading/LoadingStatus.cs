using System.Collections.Immutable;

namespace RulesRouter.Service.Loading;

/// <summary>What health, metrics and answers report about loading. Immutable.</summary>
internal sealed record LoadingStatus
{
    public static LoadingStatus Initial { get; } = new();

    /// <summary>A revision that waits for confirmation; null if none does.</summary>
    public HeldRevision? Held { get; init; }

    /// <summary>The last reload that weakened protection and is used; null if the current revision has no such one.</summary>
    public WeakerRevision? Weaker { get; init; }

    /// <summary>The current revision is the last accepted one, since the source has none that can be used.</summary>
    public bool IsFromStore { get; init; }

    /// <summary>The current revision is an earlier one, until the source changes.</summary>
    public bool IsRolledBack { get; init; }

    /// <summary>Files of the source are changing or were changed a moment ago.</summary>
    public bool IsSettling { get; init; }
}

/// <param name="Reasons">What it weakens.</param>
internal sealed record HeldRevision(string Revision, string? Commit, DateTimeOffset Since, ImmutableArray<string> Reasons);

/// <param name="Reasons">What it weakens.</param>
internal sealed record WeakerRevision(string Revision, string? Commit, DateTimeOffset At, ImmutableArray<string> Reasons);
