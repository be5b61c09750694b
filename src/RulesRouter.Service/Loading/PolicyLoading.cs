using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Loading;

/// <summary>
/// Takes contents from a source to the router: waits until a folder has settled, compiles, compares with the current revision, holds what
/// must be confirmed, and keeps what was accepted. One caller at a time runs a step; requests never wait for it.
/// </summary>
internal sealed class PolicyLoading
{
    private readonly Router router;
    private readonly ServiceOptions options;
    private readonly TimeProvider clock;
    private readonly LoadingLog log = new();
    private readonly IPolicySource source;
    private readonly AcceptedRevisions? accepted;
    private readonly ProtectionCheck check;
    private readonly Settling settling;
    private readonly SemaphoreSlim turn = new(1);
    private ImmutableArray<Diagnostic> problems = [];
    private volatile LoadingStatus status = LoadingStatus.Initial;
    private LoadedRevision? serving;
    private LoadedRevision? held;
    private LoadedRevision? uncompared;
    private string? skipped;
    private string? unusable;
    private long sequence;
    private string shown = "";

    /// <exception cref="IOException">The folder of state cannot be created.</exception>
    public PolicyLoading(
        Router router,
        IPolicySource source,
        ServiceOptions options,
        TimeProvider clock)
    {
        (this.router, this.source, this.options, this.clock) = (router, source, options, clock);
        accepted = AcceptedRevisions.Of(options);
        settling = new Settling(source, options.Loading, clock);
        check = new ProtectionCheck(options.Loading, options.AllowSampleEvidence, clock);
    }

    public LoadingStatus Status => status;

    /// <summary>Reloads by what became of them.</summary>
    public ReloadCounts Counts { get; } = new();

    /// <summary>Logs what it does from now on, and first what the start loaded.</summary>
    public void LogTo(ILogger<PolicyLoading> to, AuditLog auditTo)
    {
        log.To(to, auditTo);
        if (serving is { } current)
        {
            if (status.IsFromStore)
            {
                log.FromStore(current);
            }
            else
            {
                log.Loaded(current);
            }
        }

        if (shown.Length > 0)
        {
            log.Kept(router.Problems);
        }
    }

    /// <summary>Loads a first revision, if there is one: the source's, or else the last accepted one.</summary>
    /// <exception cref="OperationCanceledException">The service stops before the files have settled.</exception>
    public void Start(CancellationToken stop)
    {
        var pointer = accepted?.Pointer();
        (skipped, sequence) = (pointer?.Skipped, pointer?.Sequence ?? 0);
        var kept = pointer is null ? null : accepted!.Find(pointer.Content);
        if (!settling.TryWait(out var found, stop))
        {
            problems = [Router.Unreadable($"`{options.PoliciesPath}` does not settle: its files change all the time")];
        }

        if (kept is not null && skipped is not null && found?.Hash == skipped)
        {
            UseKept(kept, isRolledBack: true);
        }
        else if (found is null || Prepared(found) is not { } loaded)
        {
            unusable = found?.Hash;
            if (kept is not null)
            {
                UseKept(kept, isRolledBack: false);
            }
        }
        else if (kept is null || kept.Hash == found.Hash || router.Prepare(kept.Files) is not { } folder)
        {
            Accept(loaded);
        }
        else if (options.Loading.WeakerReload == WeakerReload.Hold)
        {
            // The first step compares them, so that the start does not wait for it.
            Use(new LoadedRevision(kept, folder));
        }
        else
        {
            uncompared = new LoadedRevision(kept, folder);
            Accept(loaded);
        }

        ShowProblems();
    }

    /// <summary>One step, and the time until the next.</summary>
    public TimeSpan Step(CancellationToken stop)
    {
        turn.Wait(stop);
        try
        {
            Compare();
            Poll();
            ShowProblems();
            return settling.IsUnderWay && options.Loading.SettleTime < options.PollInterval
                ? options.Loading.SettleTime
                : options.PollInterval;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads the source now, however long ago it was read.</summary>
    public async Task<LoadingStatus> Reload(CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            source.Expire();
            unusable = null;
            Poll();
            ShowProblems();
            return status;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Uses the revision that waits. Null, or why not.</summary>
    public async Task<string?> Confirm(string revision, CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (held is not { } waiting)
            {
                return serving?.Name == revision ? null : "no revision waits for confirmation";
            }

            if (waiting.Name != revision)
            {
                return $"revision {waiting.Name} waits for confirmation, not {revision}";
            }

            var reasons = status.Held!.Reasons;
            Accept(waiting, reasons);
            log.Confirmed(waiting);
            return null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Uses an earlier revision until the source changes: of a commit, of a revision that is kept, or the one before the current. Null, or
    /// why not.
    /// </summary>
    public async Task<string?> RollBack(string? revision, string? commit, CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (serving is not { } current)
            {
                return "no revision is loaded";
            }

            PolicyContent? content;
            try
            {
                content = commit is not null ? source.ReadCommit(commit)
                    : revision is not null ? accepted?.FindRevision(revision)
                    : accepted?.Before(current.Content.Hash);
            }
            catch (InvalidOperationException exception)
            {
                return exception.Message;
            }

            if (content is null)
            {
                return accepted is null
                    ? "no revisions are kept; start the service with `policy-state`"
                    : revision is null ? "no earlier revision is kept" : $"revision {revision} is not kept";
            }

            if (router.Prepare(content.Files) is not { } folder)
            {
                var reason = router.Problems[0].ToString();
                ShowProblems();
                return $"it does not load: {reason}";
            }

            var loaded = new LoadedRevision(content, folder);
            skipped = source.Read()?.Hash ?? current.Content.Hash;

            // Used in any case, and compared by the next step, so that what it weakens is reported.
            uncompared = current;
            Accept(loaded);
            ShowProblems();
            status = status with { IsRolledBack = true };
            Counts.RolledBack();
            log.RolledBack(loaded);
            return null;
        }
        finally
        {
            turn.Release();
        }
    }

    private void Poll()
    {
        Follow();
        FollowClassifier();
        if (source.Read() is not { } content)
        {
            settling.End();
            (unusable, problems) = (null, []);
            return;
        }

        if (content.Hash == serving?.Content.Hash)
        {
            Unchanged(content);
            return;
        }

        if (content.Hash == skipped || content.Hash == held?.Content.Hash || content.Hash == unusable)
        {
            settling.End();
            return;
        }

        var hasSettled = settling.HasSettled(content);
        status = status with { IsSettling = !hasSettled };
        if (!hasSettled)
        {
            return;
        }

        if (Prepared(content) is { } loaded)
        {
            Consider(loaded);
        }
        else
        {
            unusable = content.Hash;
            Counts.Failed();
        }
    }

    /// <summary>Another classifier makes other revisions of the same files.</summary>
    private void FollowClassifier()
    {
        if (!router.RefreshClassifier() || serving is null || router.Prepare(serving.Content.Files) is not { } folder)
        {
            return;
        }

        serving = serving with { Folder = folder };
        router.Use(folder, serving.Content.Commit);
        log.Loaded(serving);

        // What waits is compared again, under its new name.
        held = null;
        status = status with { Held = null };
    }

    /// <summary>The source has what is served: nothing waits or is skipped any more.</summary>
    private void Unchanged(PolicyContent content)
    {
        if (content.Commit != serving!.Content.Commit)
        {
            serving = serving with { Content = content };
            router.Use(serving.Folder, content.Commit);
            log.Loaded(serving);
        }

        settling.End();
        (held, unusable, skipped, problems) = (null, null, null, []);
        status = status with { Held = null, IsFromStore = false, IsRolledBack = false, IsSettling = false };
    }

    /// <summary>Another instance with the same state confirmed what this one holds, or rolled back what this one serves.</summary>
    private void Follow()
    {
        if (accepted?.Pointer() is not { } pointer || pointer.Sequence <= sequence)
        {
            return;
        }

        (sequence, skipped) = (pointer.Sequence, pointer.Skipped);
        if (held is { } waiting && pointer.Content == waiting.Content.Hash)
        {
            Use(waiting, status.Held!.Reasons);
            log.Confirmed(waiting);
        }
        else if (serving is { } current
            && pointer.Skipped == current.Content.Hash
            && accepted.Find(pointer.Content) is { } content
            && router.Prepare(content.Files) is { } folder)
        {
            var loaded = new LoadedRevision(content, folder);
            uncompared = current;
            Use(loaded);
            status = status with { IsRolledBack = true };
            log.RolledBack(loaded);
        }
    }

    /// <summary>What the source has, compiled; null, with problems, if it does not load.</summary>
    private LoadedRevision? Prepared(PolicyContent content)
    {
        var folder = router.Prepare(content.Files);
        problems = router.Problems;
        return folder is null ? null : new LoadedRevision(content, folder);
    }

    private void Consider(LoadedRevision loaded)
    {
        if (serving is not { } current)
        {
            Accept(loaded);
            return;
        }

        if (options.Loading.WeakerReload == WeakerReload.Report)
        {
            uncompared ??= current;
            Accept(loaded);
            return;
        }

        var lost = check.Lost(current, loaded);
        if (lost.IsEmpty)
        {
            Accept(loaded);
            return;
        }

        held = loaded;
        status = status with { Held = new HeldRevision(loaded.Name, loaded.Content.Commit, clock.GetUtcNow(), lost), IsSettling = false };
        Counts.Held();
        log.Held(loaded, lost);
    }

    /// <summary>Compares what is in use already with what was in use before.</summary>
    private void Compare()
    {
        if (uncompared is not { } before || serving is not { } current)
        {
            return;
        }

        uncompared = null;
        if (check.Lost(before, current) is { IsEmpty: false } lost)
        {
            ReportWeaker(current, lost);
        }
    }

    private void ReportWeaker(LoadedRevision revision, ImmutableArray<string> reasons)
    {
        status = status with { Weaker = new WeakerRevision(revision.Name, revision.Content.Commit, clock.GetUtcNow(), reasons) };
        Counts.Weaker();
        log.Weaker(revision, reasons);
    }

    private void UseKept(PolicyContent kept, bool isRolledBack)
    {
        if (router.Prepare(kept.Files) is { } folder)
        {
            var loaded = new LoadedRevision(kept, folder);
            Use(loaded);
            status = status with { IsFromStore = !isRolledBack, IsRolledBack = isRolledBack };
            log.FromStore(loaded);
        }
    }

    /// <summary>Uses a revision and keeps it for the next start.</summary>
    /// <param name="weakens">What it weakens, where that was confirmed.</param>
    private void Accept(LoadedRevision loaded, ImmutableArray<string>? weakens = null)
    {
        if (skipped is not null && loaded.Content.Hash == skipped)
        {
            skipped = null;
        }

        Use(loaded, weakens);
        try
        {
            accepted?.Accept(loaded.Content, loaded.Name, skipped);
            sequence = accepted?.Pointer()?.Sequence ?? sequence;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.NotKept(exception.Message);
        }
    }

    private void Use(LoadedRevision loaded, ImmutableArray<string>? weakens = null)
    {
        router.Use(loaded.Folder, loaded.Content.Commit);
        settling.End();
        (serving, held) = (loaded, null);
        status = LoadingStatus.Initial;
        Counts.Loaded();
        log.Loaded(loaded);
        if (weakens is { IsEmpty: false } reasons)
        {
            ReportWeaker(loaded, reasons);
        }
    }

    /// <summary>The problems of the source and of its content, in place of those of whatever was compiled last.</summary>
    private void ShowProblems()
    {
        ImmutableArray<Diagnostic> all = [.. source.Problems, .. problems];
        router.Report(all);
        var lines = string.Join('\n', all);
        if (lines != shown)
        {
            shown = lines;
            if (!all.IsEmpty)
            {
                log.Kept(all);
            }
        }
    }
}
