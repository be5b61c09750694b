using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Formats;
using RulesRouter.Requests;

namespace RulesRouter.Service.Gateway;

/// <summary>
/// What the gateway knows of conversations: the endpoint that answered last, what each endpoint holds cached, and the endpoint that stores
/// a response. In memory; the least recently used are forgotten first.
/// </summary>
internal sealed class ConversationMemory(TimeProvider clock)
{
    /// <summary>Entries kept at least; twice as many at most.</summary>
    private const int Capacity = 20_000;

    /// <summary>Longer than vendors keep a cache by default.</summary>
    private static readonly TimeSpan Cached = TimeSpan.FromMinutes(5);

    private static readonly ImmutableSortedDictionary<string, int> NothingCached =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    private readonly Lock access = new();
    private Dictionary<string, Entry> recent = new(StringComparer.Ordinal);
    private Dictionary<string, Entry> older = new(StringComparer.Ordinal);

    /// <summary>The session of a request; null if it has none.</summary>
    /// <param name="keyId">Id of the caller's key: sessions of different credentials are different.</param>
    public Session? SessionOf(string? keyId, string? id, ModelCatalog catalog)
    {
        if (id is null)
        {
            return null;
        }

        var found = Find(KeyOf(keyId, id));
        var now = clock.GetUtcNow();
        return new Session(
            id,
            found?.Endpoint is { } last && catalog.FindEndpoint(last) is not null ? last : null,
            found is null
                ? NothingCached
                : found.CachedTokens.Where(pair => pair.Value.Until > now && catalog.FindEndpoint(pair.Key) is not null)
                    .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Tokens, StringComparer.Ordinal));
    }

    /// <summary>Keeps which endpoint answered, and what it then holds cached.</summary>
    public void Answered(string? keyId, string? id, Catalog.Endpoint endpoint, TokenUsage? usage)
    {
        if (id is null)
        {
            return;
        }

        var key = KeyOf(keyId, id);
        lock (access)
        {
            var before = FindLocked(key)?.CachedTokens ?? ImmutableDictionary<string, (int, DateTimeOffset)>.Empty;
            var tokens = usage is { } stated ? (int)Math.Min(int.MaxValue, stated.CachedInput + stated.CacheWrite) : 0;
            Add(
                key,
                new Entry(
                    endpoint.Id,
                    tokens > 0 ? before.SetItem(endpoint.Id, (tokens, clock.GetUtcNow() + Cached)) : before.Remove(endpoint.Id)));
        }
    }

    /// <summary>The endpoint that stores a response; null if unknown.</summary>
    public string? HomeOf(string? keyId, string response) => Find(KeyOf(keyId, "response " + response))?.Endpoint;

    public void Store(string? keyId, string response, Catalog.Endpoint endpoint)
    {
        lock (access)
        {
            Add(KeyOf(keyId, "response " + response), new Entry(endpoint.Id, ImmutableDictionary<string, (int, DateTimeOffset)>.Empty));
        }
    }

    private static string KeyOf(string? keyId, string id) => Sha256.Digest($"{keyId}\n{id}");

    private Entry? Find(string key)
    {
        lock (access)
        {
            return FindLocked(key);
        }
    }

    private Entry? FindLocked(string key)
    {
        if (recent.TryGetValue(key, out var found))
        {
            return found;
        }

        if (older.TryGetValue(key, out found))
        {
            Add(key, found);
        }

        return found;
    }

    private void Add(string key, Entry entry)
    {
        if (recent.Count >= Capacity && !recent.ContainsKey(key))
        {
            (older, recent) = (recent, new Dictionary<string, Entry>(StringComparer.Ordinal));
        }

        recent[key] = entry;
    }

    private sealed record Entry(string Endpoint, ImmutableDictionary<string, (int Tokens, DateTimeOffset Until)> CachedTokens);
}
