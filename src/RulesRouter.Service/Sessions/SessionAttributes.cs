using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Access;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Formats;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Sessions;

/// <summary>
/// The highest value that each <c>raiseOnly</c> attribute had in a session: later requests of the session are not below it. A session is a
/// credential and an id, and is forgotten when it was not used for <see cref="AccessOptions.SessionExpiry"/>. Each credential has room of
/// its own, so that no caller can make another's sessions forgotten.
/// </summary>
internal sealed class SessionAttributes(AccessOptions options, TimeProvider clock)
{
    /// <summary>Sessions of a credential kept at least; twice as many at most. The least recently used are forgotten first.</summary>
    internal const int Capacity = 10_000;

    /// <summary>A longer id is kept as its digest.</summary>
    private const int MaxIdLength = 100;

    private readonly ConcurrentDictionary<string, Sessions> byKey = new(StringComparer.Ordinal);

    /// <summary>The state with the values that the session holds; unchanged if there are none.</summary>
    public RouterState AddedTo(RouterState state, DecisionRequest request, CompiledPolicy policy, Caller caller) =>
        IdOf(request) is { } id
        && policy.Attributes.Any(one => one.Attribute.RaiseOnly)
        && byKey.TryGetValue(caller.KeyId ?? "", out var sessions)
        && sessions.Find(id, clock.GetUtcNow()) is { IsEmpty: false } values
            ? state with { SessionAttributes = values }
            : state;

    /// <summary>Keeps the values of a request that are above the attributes' defaults.</summary>
    /// <param name="facts">Of the request's decision.</param>
    public void Keep(DecisionRequest request, CompiledPolicy policy, RequestFacts facts, Caller caller)
    {
        if (IdOf(request) is not { } id)
        {
            return;
        }

        foreach (var (attribute, slot) in policy.Attributes.Where(one => one.Attribute.RaiseOnly))
        {
            if (facts[slot] is { IsKnown: true } value && Rank(attribute, value.Text!) > Rank(attribute, attribute.Default.Text!))
            {
                byKey.GetOrAdd(caller.KeyId ?? "", static _ => new Sessions())
                    .Raise(id, attribute, value.Text!, clock.GetUtcNow() + options.SessionExpiry);
            }
        }
    }

    private static string? IdOf(DecisionRequest request) => request.Session?.Id is not { Length: > 0 } id ? null
        : id.Length > MaxIdLength ? Sha256.Digest(id)
        : id;

    private static int Rank(AttributeDeclaration attribute, string value) => attribute.Values.IndexOf(value);

    /// <summary>The sessions of one credential.</summary>
    private sealed class Sessions
    {
        private readonly Lock access = new();
        private Dictionary<string, Kept> recent = new(StringComparer.Ordinal);
        private Dictionary<string, Kept> older = [];

        public ImmutableSortedDictionary<string, string>? Find(string id, DateTimeOffset now)
        {
            lock (access)
            {
                return Known(id) is { } kept && kept.Until > now ? kept.Values : null;
            }
        }

        public void Raise(string id, AttributeDeclaration attribute, string value, DateTimeOffset until)
        {
            lock (access)
            {
                var values = Known(id)?.Values ?? RouterState.Healthy.SessionAttributes;
                if (!values.TryGetValue(attribute.Name, out var before) || Rank(attribute, value) > Rank(attribute, before))
                {
                    values = values.SetItem(attribute.Name, value);
                }

                if (recent.Count >= Capacity && !recent.ContainsKey(id))
                {
                    (older, recent) = (recent, new Dictionary<string, Kept>(StringComparer.Ordinal));
                }

                recent[id] = new Kept(values, until);
            }
        }

        private Kept? Known(string id) => recent.TryGetValue(id, out var kept) || older.TryGetValue(id, out kept) ? kept : null;
    }

    private sealed record Kept(ImmutableSortedDictionary<string, string> Values, DateTimeOffset Until);
}
