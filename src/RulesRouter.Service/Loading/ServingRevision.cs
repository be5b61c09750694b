using System.Collections.Immutable;

namespace RulesRouter.Service.Loading;

/// <summary>
/// The revision that serves and the one that waits for confirmation. What was accepted is kept for the next start, and what other instances
/// with the same state confirm or roll back is followed. Used by one thread at a time; <see cref="Status"/> by all.
/// </summary>
/// <param name="accepted">Null keeps none.</param>
internal sealed class ServingRevision(Router router, AcceptedRevisions? accepted, LoadingLog log, TimeProvider clock)
{
    private volatile LoadingStatus status = LoadingStatus.Initial;
    private long sequence;

    public LoadingStatus Status => status;

    /// <summary>Reloads by what became of them.</summary>
    public ReloadCounts Counts { get; } = new();

    /// <summary>Null before the first one.</summary>
    public LoadedRevision? Current { get; private set; }

    /// <summary>Waits for confirmation.</summary>
    public LoadedRevision? Held { get; private set; }

    /// <summary>Served before one that is in use already and has not been compared with it.</summary>
    public LoadedRevision? Uncompared { get; set; }

    /// <summary>Hash of the content of the source that a rollback replaced.</summary>
    public string? Skipped { get; private set; }

    /// <summary>What was accepted last before the start; null if nothing was.</summary>
    public PolicyContent? AcceptedLast()
    {
        var pointer = accepted?.Pointer();
        (Skipped, sequence) = (pointer?.Skipped, pointer?.Sequence ?? 0);
        return pointer is null ? null : accepted!.Find(pointer.Content);
    }

    /// <summary>Uses what was accepted before the start, if it loads.</summary>
    public void UseKept(PolicyContent kept, bool isRolledBack)
    {
        if (router.Prepare(kept.Files) is { } folder)
        {
            var loaded = new LoadedRevision(kept, folder);
            Use(loaded);
            status = status with { IsFromStore = !isRolledBack, IsRolledBack = isRolledBack };
            log.FromStore(loaded);
        }
    }

    /// <param name="weakens">What it weakens, where that was confirmed.</param>
    public void Use(LoadedRevision loaded, ImmutableArray<string>? weakens = null)
    {
        router.Use(loaded.Folder, loaded.Content.Commit);
        (Current, Held) = (loaded, null);
        status = LoadingStatus.Initial;
        Counts.Loaded();
        log.Loaded(loaded);
        if (weakens is { IsEmpty: false } reasons)
        {
            ReportWeaker(loaded, reasons);
        }
    }

    /// <summary>Uses a revision and keeps it for the next start.</summary>
    /// <param name="weakens">What it weakens, where that was confirmed.</param>
    public void Accept(LoadedRevision loaded, ImmutableArray<string>? weakens = null)
    {
        if (Skipped is not null && loaded.Content.Hash == Skipped)
        {
            Skipped = null;
        }

        Use(loaded, weakens);
        try
        {
            accepted?.Accept(loaded.Content, loaded.Name, Skipped);
            sequence = accepted?.Pointer()?.Sequence ?? sequence;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.NotKept(exception.Message);
        }
    }

    /// <param name="lost">What it would weaken.</param>
    public void Hold(LoadedRevision loaded, ImmutableArray<string> lost)
    {
        Held = loaded;
        status = status with { Held = new HeldRevision(loaded.Name, loaded.Content.Commit, clock.GetUtcNow(), lost), IsSettling = false };
        Counts.Held();
        log.Held(loaded, lost);
    }

    /// <summary>Uses the revision that waits. Null, or why not.</summary>
    public string? Confirm(string revision)
    {
        if (Held is not { } waiting)
        {
            return Current?.Name == revision ? null : "no revision waits for confirmation";
        }

        if (waiting.Name != revision)
        {
            return $"revision {waiting.Name} waits for confirmation, not {revision}";
        }

        Accept(waiting, status.Held!.Reasons);
        log.Confirmed(waiting);
        return null;
    }

    /// <summary>Uses an earlier revision. What it weakens is compared and reported later, so that a rollback never waits.</summary>
    /// <param name="skipped">Hash of the content that the source has now.</param>
    public void RollBack(LoadedRevision earlier, string? skipped)
    {
        Skipped = skipped;
        Uncompared = Current;
        Accept(earlier);
        status = status with { IsRolledBack = true };
        Counts.RolledBack();
        log.RolledBack(earlier);
    }

    /// <summary>Compares what is in use already with what was in use before.</summary>
    public void Compare(ProtectionCheck check)
    {
        if (Uncompared is not { } before || Current is not { } current)
        {
            return;
        }

        Uncompared = null;
        if (check.Lost(before, current) is { IsEmpty: false } lost)
        {
            ReportWeaker(current, lost);
        }
    }

    /// <summary>The source has what serves: nothing waits or is skipped any more.</summary>
    public void Unchanged(PolicyContent content)
    {
        if (content.Commit != Current!.Content.Commit)
        {
            Current = Current with { Content = content };
            router.Use(Current.Folder, content.Commit);
            log.Loaded(Current);
        }

        (Held, Skipped) = (null, null);
        status = status with { Held = null, IsFromStore = false, IsRolledBack = false, IsSettling = false };
    }

    /// <param name="value">Files of the source are changing or were changed a moment ago.</param>
    public void SetSettling(bool value) => status = status with { IsSettling = value };

    /// <summary>Another instance with the same state confirmed what this one holds, or rolled back what this one serves.</summary>
    public void FollowOthers()
    {
        if (accepted?.Pointer() is not { } pointer || pointer.Sequence <= sequence)
        {
            return;
        }

        (sequence, Skipped) = (pointer.Sequence, pointer.Skipped);
        if (Held is { } waiting && pointer.Content == waiting.Content.Hash)
        {
            Use(waiting, status.Held!.Reasons);
            log.Confirmed(waiting);
        }
        else if (Current is { } current
            && pointer.Skipped == current.Content.Hash
            && accepted.Find(pointer.Content) is { } content
            && router.Prepare(content.Files) is { } folder)
        {
            var loaded = new LoadedRevision(content, folder);
            Uncompared = current;
            Use(loaded);
            status = status with { IsRolledBack = true };
            log.RolledBack(loaded);
        }
    }

    /// <summary>Another classifier makes other revisions of the same files.</summary>
    public void FollowClassifier()
    {
        if (!router.RefreshClassifier() || Current is null || router.Prepare(Current.Content.Files) is not { } folder)
        {
            return;
        }

        Current = Current with { Folder = folder };
        router.Use(folder, Current.Content.Commit);
        log.Loaded(Current);

        // What waits is compared again, under its new name.
        Held = null;
        status = status with { Held = null };
    }

    private void ReportWeaker(LoadedRevision revision, ImmutableArray<string> reasons)
    {
        status = status with { Weaker = new WeakerRevision(revision.Name, revision.Content.Commit, clock.GetUtcNow(), reasons) };
        Counts.Weaker();
        log.Weaker(revision, reasons);
    }
}
