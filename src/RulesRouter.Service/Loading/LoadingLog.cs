using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Access;

namespace RulesRouter.Service.Loading;

/// <summary>What loading policies reports to the log and the audit log; nothing before it has them.</summary>
internal sealed partial class LoadingLog
{
    private ILogger log = NullLogger.Instance;
    private AuditLog? audit;

    public void To(ILogger to, AuditLog auditTo) => (log, audit) = (to, auditTo);

    public void Loaded(LoadedRevision revision) => LogLoaded(log, revision.Name, CommitOf(revision));

    public void Kept(ImmutableArray<Diagnostic> problems) => LogKept(log, problems.Length, problems[0].ToString());

    public void Weaker(LoadedRevision revision, ImmutableArray<string> reasons)
    {
        LogWeaker(log, revision.Name, string.Join("; ", reasons));
        audit?.Reloaded("reload-weaker", revision.Name, reasons);
    }

    public void Held(LoadedRevision revision, ImmutableArray<string> reasons)
    {
        LogHeld(log, revision.Name, string.Join("; ", reasons));
        audit?.Reloaded("reload-held", revision.Name, reasons);
    }

    public void Confirmed(LoadedRevision revision) => LogConfirmed(log, revision.Name);

    public void RolledBack(LoadedRevision revision) => LogRolledBack(log, revision.Name, CommitOf(revision));

    public void FromStore(LoadedRevision revision) => LogFromStore(log, revision.Name);

    public void NotKept(string reason) => LogNotKept(log, reason);

    private static string CommitOf(LoadedRevision revision) => revision.Content.Commit ?? "none";

    [LoggerMessage(Level = LogLevel.Information, Message = "loaded revision {Revision}, commit {Commit}")]
    private static partial void LogLoaded(ILogger log, string revision, string commit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "changed policies do not load; the last good revision stays current: {Count} errors, first {First}")]
    private static partial void LogKept(ILogger log, int count, string first);

    [LoggerMessage(Level = LogLevel.Warning, Message = "revision {Revision} weakens protection and is in use: {Reasons}")]
    private static partial void LogWeaker(ILogger log, string revision, string reasons);

    [LoggerMessage(Level = LogLevel.Warning, Message = "revision {Revision} weakens protection and waits for POST /v1/policies:confirm: {Reasons}")]
    private static partial void LogHeld(ILogger log, string revision, string reasons);

    [LoggerMessage(Level = LogLevel.Warning, Message = "revision {Revision} was confirmed")]
    private static partial void LogConfirmed(ILogger log, string revision);

    [LoggerMessage(Level = LogLevel.Warning, Message = "rolled back to revision {Revision}, commit {Commit}; it stays until the source changes")]
    private static partial void LogRolledBack(ILogger log, string revision, string commit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the source has no policies that load; revision {Revision}, the last accepted one, is in use")]
    private static partial void LogFromStore(ILogger log, string revision);

    [LoggerMessage(Level = LogLevel.Error, Message = "the accepted revision could not be kept for the next start: {Reason}")]
    private static partial void LogNotKept(ILogger log, string reason);
}
