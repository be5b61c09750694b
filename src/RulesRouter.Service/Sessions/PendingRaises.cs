using System.Collections.Immutable;
using RulesRouter.State.Sessions;

namespace RulesRouter.Service.Sessions;

/// <summary>
/// What requests raised while the store of sessions was lost: the highest value of each attribute of each session. A credential has room
/// for as many sessions as in the store; all together have a maximum too, beyond which the credential with the most sessions makes room.
/// Those that were used longest ago are forgotten first. Thread-safe.
/// </summary>
/// <param name="maxOfOwner">Sessions of a credential.</param>
/// <param name="maxOfAll">Sessions of all credentials.</param>
internal sealed class PendingRaises(int maxOfOwner = SessionCapacity.Default, int maxOfAll = PendingRaises.MaxOfAll)
{
    /// <summary>Some 50 MB.</summary>
    public const int MaxOfAll = 100_000;

    private readonly Dictionary<string, Sessions> owners = new(StringComparer.Ordinal);

    /// <summary>The credentials by their number of sessions.</summary>
    private readonly SortedSet<(int Count, string Owner)> bySize = new(
        Comparer<(int Count, string Owner)>.Create((one, other) => one.Count != other.Count
            ? one.Count.CompareTo(other.Count)
            : string.CompareOrdinal(one.Owner, other.Owner)));

    private readonly Lock gate = new();
    private volatile int count;

    public int Count => count;

    /// <summary>Any session; null if there is none.</summary>
    public SessionKey? First
    {
        get
        {
            lock (gate)
            {
                return count == 0 ? null : owners.First().Value.Oldest;
            }
        }
    }

    public void Add(SessionKey key, ImmutableArray<RaisedAttribute> raised)
    {
        lock (gate)
        {
            if (!owners.TryGetValue(key.Owner, out var sessions))
            {
                owners[key.Owner] = sessions = new Sessions();
            }

            if (sessions.Add(key, raised))
            {
                count++;
                Resized(key.Owner, sessions.Count - 1, sessions.Count);
            }

            if (sessions.Count > maxOfOwner)
            {
                Remove(sessions.Oldest);
            }
            else if (count > maxOfAll)
            {
                Remove(owners[bySize.Max.Owner].Oldest);
            }
        }
    }

    /// <summary>What a session raised; null if it is nothing.</summary>
    public ImmutableArray<RaisedAttribute>? Find(SessionKey key)
    {
        if (count == 0)
        {
            return null;
        }

        lock (gate)
        {
            return owners.GetValueOrDefault(key.Owner)?.Find(key);
        }
    }

    /// <summary>Removes what a session raised. False if it raised something else in the meantime.</summary>
    public bool TryRemove(SessionKey key, ImmutableArray<RaisedAttribute> raised)
    {
        lock (gate)
        {
            if (owners.GetValueOrDefault(key.Owner)?.Find(key) is { } found && found != raised)
            {
                return false;
            }

            Remove(key);
            return true;
        }
    }

    private void Remove(SessionKey key)
    {
        if (!owners.TryGetValue(key.Owner, out var sessions) || !sessions.Remove(key))
        {
            return;
        }

        count--;
        Resized(key.Owner, sessions.Count + 1, sessions.Count);
        if (sessions.Count == 0)
        {
            owners.Remove(key.Owner);
        }
    }

    private void Resized(string owner, int before, int now)
    {
        bySize.Remove((before, owner));
        if (now > 0)
        {
            bySize.Add((now, owner));
        }
    }

    /// <summary>Those of a credential, by their last use.</summary>
    private sealed class Sessions
    {
        private readonly Dictionary<SessionKey, LinkedListNode<(SessionKey Key, ImmutableArray<RaisedAttribute> Raised)>> byKey = [];
        private readonly LinkedList<(SessionKey Key, ImmutableArray<RaisedAttribute> Raised)> byUse = new();

        public int Count => byKey.Count;

        public SessionKey Oldest => byUse.First!.Value.Key;

        public ImmutableArray<RaisedAttribute>? Find(SessionKey key) => byKey.TryGetValue(key, out var node) ? node.Value.Raised : null;

        /// <summary>False if the session is known already.</summary>
        public bool Add(SessionKey key, ImmutableArray<RaisedAttribute> raised)
        {
            var isNew = !byKey.Remove(key, out var node);
            if (node is not null)
            {
                byUse.Remove(node);
                raised = Highest(node.Value.Raised, raised);
            }

            byKey[key] = byUse.AddLast((key, raised));
            return isNew;
        }

        public bool Remove(SessionKey key)
        {
            if (!byKey.Remove(key, out var node))
            {
                return false;
            }

            byUse.Remove(node);
            return true;
        }

        /// <summary>An attribute stays as it was declared with its highest value: a reload may change its declaration.</summary>
        private static ImmutableArray<RaisedAttribute> Highest(
            ImmutableArray<RaisedAttribute> before,
            ImmutableArray<RaisedAttribute> raised)
        {
            var all = before.ToDictionary(one => one.Attribute.Name, StringComparer.Ordinal);
            foreach (var one in raised)
            {
                if (!all.TryGetValue(one.Attribute.Name, out var known) || one.IsAbove(known.Value))
                {
                    all[one.Attribute.Name] = one;
                }
            }

            return [.. all.Values];
        }
    }
}
