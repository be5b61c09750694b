using RulesRouter.State.Stores;

namespace RulesRouter.State.Sessions;

/// <summary>
/// What is known of sessions, each value until a time. Thread-safe; every member throws <see cref="StoreLostException"/>.
/// </summary>
internal interface ISessionStore
{
    /// <summary>Null if there is none, or it has expired.</summary>
    SessionValue? Find(SessionKey key, DateTimeOffset now);

    /// <summary>Replaces a value by another one that depends on it, in one step.</summary>
    /// <param name="change">
    /// The present value, null if there is none, to the new one; null removes it. May be called more than once; has no effect but its
    /// result.
    /// </param>
    /// <param name="lifetime">The new value expires after it. The same for all values of a kind.</param>
    void Change(SessionKey key, Func<SessionValue?, string?> change, DateTimeOffset now, TimeSpan lifetime);
}
