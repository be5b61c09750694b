using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Requests;
using RulesRouter.State.Sessions;
using RulesRouter.State.Stores;

namespace RulesRouter.Service.Gateway;

/// <summary>
/// What the gateway knows of conversations: the endpoint that answered last, what each endpoint holds cached, and the endpoint that stores
/// a response. While the store is lost, nothing is known.
/// </summary>
internal sealed class ConversationMemory(ISessionStore store, TimeProvider clock)
{
    private static readonly TimeSpan ConversationLifetime = TimeSpan.FromDays(1);

    private static readonly TimeSpan ResponseLifetime = TimeSpan.FromDays(30);

    /// <summary>Longer than vendors keep a cache by default.</summary>
    private static readonly TimeSpan Cached = TimeSpan.FromMinutes(5);

    private static readonly ImmutableSortedDictionary<string, int> NothingCached =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The session of a request; null if it has none.</summary>
    /// <param name="keyId">Id of the caller's key: sessions of different credentials are different.</param>
    public Session? SessionOf(string? keyId, string? id, ModelCatalog catalog)
    {
        if (id is null)
        {
            return null;
        }

        var found = Find(SessionKey.Of(SessionFact.Conversation, keyId, id)) is { } text ? Conversation.Read(text) : null;
        var now = clock.GetUtcNow();
        return new Session(
            id,
            found?.Endpoint is { } last && catalog.FindEndpoint(last) is not null ? last : null,
            found is null
                ? NothingCached
                : found.CachedAt(now).Where(pair => catalog.FindEndpoint(pair.Key) is not null)
                    .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Tokens, StringComparer.Ordinal));
    }

    /// <summary>Keeps which endpoint answered, and what it then holds cached.</summary>
    public void Answered(string? keyId, string? id, Catalog.Endpoint endpoint, TokenUsage? usage)
    {
        if (id is null)
        {
            return;
        }

        var tokens = usage is { } stated ? (int)Math.Min(int.MaxValue, stated.CachedInput + stated.CacheWrite) : 0;
        var now = clock.GetUtcNow();
        Change(
            SessionKey.Of(SessionFact.Conversation, keyId, id),
            before =>
            {
                var cached = before is null ? ImmutableDictionary<string, CachedTokens>.Empty : Conversation.Read(before).CachedAt(now);
                return new Conversation(
                    endpoint.Id,
                    tokens > 0 ? cached.SetItem(endpoint.Id, new CachedTokens(tokens, now + Cached)) : cached.Remove(endpoint.Id)).Write();
            },
            ConversationLifetime);
    }

    /// <summary>The endpoint that stores a response; null if unknown.</summary>
    public string? HomeOf(string? keyId, string response) => Find(SessionKey.Of(SessionFact.Response, keyId, response));

    public void Store(string? keyId, string response, Catalog.Endpoint endpoint) =>
        Change(SessionKey.Of(SessionFact.Response, keyId, response), _ => endpoint.Id, ResponseLifetime);

    private string? Find(SessionKey key)
    {
        try
        {
            return store.Find(key, clock.GetUtcNow())?.Text;
        }
        catch (StoreLostException)
        {
            return null;
        }
    }

    private void Change(SessionKey key, Func<string?, string> change, TimeSpan lifetime)
    {
        try
        {
            store.Change(key, before => change(before?.Text), clock.GetUtcNow(), lifetime);
        }
        catch (StoreLostException)
        {
            // The next answer of the conversation says the same.
        }
    }

    private sealed record CachedTokens(int Tokens, DateTimeOffset Until);

    private sealed record Conversation(string Endpoint, ImmutableDictionary<string, CachedTokens> Cached)
    {
        public string Write() => JsonSerializer.Serialize(this);

        public static Conversation Read(string text) => JsonSerializer.Deserialize<Conversation>(text)!;

        public ImmutableDictionary<string, CachedTokens> CachedAt(DateTimeOffset now) =>
            Cached.RemoveRange(Cached.Where(pair => pair.Value.Until <= now).Select(pair => pair.Key));
    }
}
