using RulesRouter.Access;
using RulesRouter.Decisions;
using RulesRouter.Formats;
using RulesRouter.Requests;

namespace RulesRouter.Service.Sessions;

/// <summary>
/// The task of each session, for clients that send the last message alone. It is that of the last request with a text of its own, and
/// persists through assent and results of tools until another request replaces it, or until it was not used for <see cref="Lifetime"/>.
/// </summary>
internal sealed class SessionTasks(TimeProvider clock)
{
    /// <summary>Sessions kept at least; twice as many at most. The least recently used are forgotten first.</summary>
    internal const int Capacity = 50_000;

    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    /// <summary>A longer id is kept as its digest.</summary>
    private const int MaxIdLength = 100;

    private readonly Lock access = new();
    private Dictionary<string, Kept> recent = new(StringComparer.Ordinal);
    private Dictionary<string, Kept> older = [];

    /// <summary>The state with what is known of the request's session, if the request only continues it.</summary>
    /// <param name="caller">Whose session it is: ids are chosen by callers, and two may choose the same.</param>
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
        lock (access)
        {
            if (kept.Task is null && kept.Source == ClassificationSource.None)
            {
                recent.Remove(key);
                older.Remove(key);
                return;
            }

            Add(key, kept);
        }
    }

    /// <summary>Null for a request without a session or without text.</summary>
    private static string? KeyOf(DecisionRequest request, Caller caller) =>
        request.Session?.Id is not { Length: > 0 } id || !RequestText.Has(request) ? null
        : $"{caller.KeyId}\n{(id.Length > MaxIdLength ? Sha256.Digest(id) : id)}";

    private Classification? Find(string key)
    {
        lock (access)
        {
            if ((!recent.TryGetValue(key, out var kept) && !older.TryGetValue(key, out kept)) || clock.GetUtcNow() >= kept.Until)
            {
                return null;
            }

            Add(key, kept.Classification);
            return kept.Classification;
        }
    }

    private void Add(string key, Classification classification)
    {
        if (recent.Count >= Capacity && !recent.ContainsKey(key))
        {
            (older, recent) = (recent, new Dictionary<string, Kept>(StringComparer.Ordinal));
        }

        recent[key] = new Kept(classification, clock.GetUtcNow() + Lifetime);
    }

    private sealed record Kept(Classification Classification, DateTimeOffset Until);
}
