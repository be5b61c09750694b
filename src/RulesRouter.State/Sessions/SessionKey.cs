using RulesRouter.Formats;

namespace RulesRouter.State.Sessions;

/// <summary>
/// A value of a session. Ids are chosen by callers, and two may choose the same: a session is a credential and an id. Each credential has
/// room of its own, so that no caller can make another's sessions forgotten.
/// </summary>
/// <param name="Owner">Id of the caller's key; empty without one.</param>
/// <param name="Id">Digest of the id, which may be long and say something about a person.</param>
internal readonly record struct SessionKey(SessionFact Fact, string Owner, string Id)
{
    public static SessionKey Of(SessionFact fact, string? owner, string id) => new(fact, owner ?? "", Sha256.Hex(id));
}
