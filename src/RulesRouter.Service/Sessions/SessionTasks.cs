using System.Text;
using RulesRouter.Access;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.State.Sessions;
using RulesRouter.State.Stores;
using RulesRouter.Wire.Reading;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Sessions;

/// <summary>
/// The task of each session, for clients that send the last message alone. It is that of the last request with a text of its own, and
/// persists through assent and results of tools until another request replaces it, or until it was not used for <see cref="Lifetime"/>.
/// While the store is lost, no session has one.
/// </summary>
internal sealed class SessionTasks(ISessionStore store, TimeProvider clock)
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    /// <summary>The state with what is known of the request's session, if the request only continues it.</summary>
    /// <param name="caller">Whose session it is.</param>
    public RouterState AddedTo(RouterState state, DecisionRequest request, Caller caller)
    {
        if (KeyOf(request, caller) is not { } key || RequestText.HasRequest(request))
        {
            return state;
        }

        var found = Find(key);
        return found is null || (request.Task is { } stated && stated != found.Task) ? state : state with { Session = found };
    }

    /// <summary>Keeps the classification of a request that does not only continue its session.</summary>
    public void Keep(DecisionRequest request, Classification classification, Caller caller)
    {
        if (KeyOf(request, caller) is not { } key || !RequestText.HasRequest(request))
        {
            return;
        }

        var kept = request.Task is { } stated ? classification with { Task = stated } : classification;
        var text = kept.Task is null && kept.Source == ClassificationSource.None
            ? null
            : Encoding.UTF8.GetString(CompactJson.Bytes(kept, ClassificationWriter.Value));
        try
        {
            store.Change(key, _ => text, clock.GetUtcNow(), Lifetime);
        }
        catch (StoreLostException)
        {
            // The session has the task that it had, or none.
        }
    }

    /// <summary>Null for a request without a session or without text.</summary>
    private static SessionKey? KeyOf(DecisionRequest request, Caller caller) =>
        request.Session?.Id is not { Length: > 0 } id || !RequestText.Has(request) ? null
        : SessionKey.Of(SessionFact.Task, caller.KeyId, id);

    private Classification? Find(SessionKey key)
    {
        try
        {
            var now = clock.GetUtcNow();
            if (store.Find(key, now) is not { } found)
            {
                return null;
            }

            if (SessionExpiry.IsDue(found, now, Lifetime))
            {
                store.Change(key, static value => value?.Text, now, Lifetime);
            }

            return StrictReader.Read(Encoding.UTF8.GetBytes(found.Text), static (ref json) => ClassificationReader.Value(ref json)).Value;
        }
        catch (StoreLostException)
        {
            return null;
        }
    }
}
