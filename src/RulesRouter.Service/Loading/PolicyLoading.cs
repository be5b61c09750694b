using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Loading;

/// <summary>
/// Takes contents from a source to the router: waits until a folder has settled, compiles, compares with the current revision, and uses or
/// holds it (<see cref="ServingRevision"/>). One caller at a time runs a step; requests never wait for it.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A step may end after the service; without a wait handle there is nothing to dispose.")]
internal sealed class PolicyLoading
{
    private readonly Router router;
    private readonly ServiceOptions options;
    private readonly LoadingLog log = new();
    private readonly IPolicySource source;
    private readonly AcceptedRevisions? accepted;
    private readonly ServingRevision serving;
    private readonly ProtectionCheck check;
    private readonly Settling settling;
    private readonly SemaphoreSlim turn = new(1);
    private ImmutableArray<Diagnostic> problems = [];
    private string? unusable;
    private string shown = "";

    /// <exception cref="IOException">The folder of state cannot be created.</exception>
    public PolicyLoading(
        Router router,
        IPolicySource source,
        ServiceOptions options,
        TimeProvider clock)
    {
        (this.router, this.source, this.options) = (router, source, options);
        accepted = AcceptedRevisions.Of(options);
        serving = new ServingRevision(router, accepted, log, clock);
        settling = new Settling(source, options.Loading, clock);
        check = new ProtectionCheck(options.Loading, options.AllowSampleEvidence, clock);
    }

    public LoadingStatus Status => serving.Status;

    /// <summary>Reloads by what became of them.</summary>
    public ReloadCounts Counts => serving.Counts;

    /// <summary>Logs what it does from now on, and first what the start loaded.</summary>
    public void LogTo(ILogger<PolicyLoading> to, AuditLog auditTo)
    {
        log.To(to, auditTo);
        if (serving.Current is { } current)
        {
            if (Status.IsFromStore)
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
        var kept = serving.AcceptedLast();
        LoadedRevision? early = null;
        var hasSettled = settling.TryWait(content => early = Prepared(content), out var found, stop);
        problems = [];
        if (!hasSettled)
        {
            problems = [Router.Unreadable($"`{options.PoliciesPath}` does not settle: its files change all the time")];
        }

        if (kept is not null && serving.Skipped is { } skipped && found?.Hash == skipped)
        {
            serving.UseKept(kept, isRolledBack: true);
        }
        else if (found is null || (early?.Content.Hash == found.Hash ? early : Prepared(found)) is not { } loaded)
        {
            unusable = found?.Hash;
            if (kept is not null)
            {
                serving.UseKept(kept, isRolledBack: false);
            }
        }
        else if (kept is null || kept.Hash == found.Hash || router.Prepare(kept.Files) is not { } folder)
        {
            serving.Accept(loaded);
        }
        else if (options.Loading.WeakerReload == WeakerReload.Hold)
        {
            // The first step compares them, so that the start does not wait for it.
            serving.Use(new LoadedRevision(kept, folder));
        }
        else
        {
            serving.Uncompared = new LoadedRevision(kept, folder);
            serving.Accept(loaded);
        }

        settling.End();
        ShowProblems();
    }

    /// <summary>One step, and the time until the next.</summary>
    public TimeSpan Step(CancellationToken stop)
    {
        turn.Wait(stop);
        try
        {
            serving.Compare(check);
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
            return Status;
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
            return serving.Confirm(revision);
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
            if (serving.Current is not { } current)
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

            return content is null ? NotKept(revision) : RollBack(current, content);
        }
        finally
        {
            turn.Release();
        }
    }

    private string NotKept(string? revision) => accepted is null
        ? "no revisions are kept; start the service with `policy-state`"
        : revision is null ? "no earlier revision is kept" : $"revision {revision} is not kept";

    private string? RollBack(LoadedRevision current, PolicyContent content)
    {
        if (router.Prepare(content.Files) is not { } folder)
        {
            var reason = router.Problems[0].ToString();
            ShowProblems();
            return $"it does not load: {reason}";
        }

        serving.RollBack(new LoadedRevision(content, folder), source.Read()?.Hash ?? current.Content.Hash);
        settling.End();
        ShowProblems();
        return null;
    }

    private void Poll()
    {
        serving.FollowOthers();
        serving.FollowClassifier();
        if (source.Read() is not { } content)
        {
            settling.End();
            (unusable, problems) = (null, []);
            return;
        }

        if (content.Hash == serving.Current?.Content.Hash)
        {
            serving.Unchanged(content);
            settling.End();
            (unusable, problems) = (null, []);
            return;
        }

        if (content.Hash == serving.Skipped || content.Hash == serving.Held?.Content.Hash || content.Hash == unusable)
        {
            settling.End();
            return;
        }

        var hasSettled = settling.HasSettled(content);
        serving.SetSettling(!hasSettled);
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

    /// <summary>What the source has, compiled; null, with problems, if it does not load.</summary>
    private LoadedRevision? Prepared(PolicyContent content)
    {
        var folder = router.Prepare(content.Files);
        problems = router.Problems;
        return folder is null ? null : new LoadedRevision(content, folder);
    }

    private void Consider(LoadedRevision loaded)
    {
        if (serving.Current is not { } current)
        {
            serving.Accept(loaded);
        }
        else if (options.Loading.WeakerReload == WeakerReload.Report)
        {
            serving.Uncompared ??= current;
            serving.Accept(loaded);
        }
        else if (check.Lost(current, loaded) is { IsEmpty: false } lost)
        {
            serving.Hold(loaded, lost);
        }
        else
        {
            serving.Accept(loaded);
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
