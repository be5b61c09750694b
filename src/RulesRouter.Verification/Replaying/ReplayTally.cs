using System.Collections.Immutable;

namespace RulesRouter.Verification.Replaying;

/// <summary>Adds blocks in log order, so that results do not depend on the number of workers.</summary>
internal sealed class ReplayTally
{
    private const int UnreadableKept = 10;

    private readonly EffectSum all = new();
    private readonly SortedDictionary<string, EffectSum> byPolicy = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Policy, string From, string To), long> moves = [];
    private readonly Dictionary<(string Policy, string What), List<string>> weakened = [];
    private readonly List<UnreadableLine> firstUnreadable = [];
    private long requests;
    private long recorded;
    private long recordedAlike;
    private long weakenedRequests;
    private long unreadable;

    public void Add(BlockTally block)
    {
        requests += block.Requests;
        recorded += block.Recorded;
        recordedAlike += block.RecordedAlike;
        unreadable += block.Unreadable.Count;
        firstUnreadable.AddRange(block.Unreadable.Take(UnreadableKept - firstUnreadable.Count));
        foreach (var (effect, count) in block.Effects)
        {
            Add(effect, count);
        }

        weakenedRequests += block.Weakened.Count;
        foreach (var (id, effect) in block.Weakened)
        {
            foreach (var what in effect.Weakenings)
            {
                Held(weakened, (effect.Policy, what)).Add(id);
            }
        }
    }

    public ReplayResult Result(long situations) => new(
        requests,
        situations,
        recorded,
        recordedAlike,
        all.Totals(),
        [.. byPolicy.Select(pair => (pair.Key, pair.Value.Totals()))],
        [
            .. moves
            .OrderByDescending(move => move.Value)
            .ThenBy(move => move.Key.Policy, StringComparer.Ordinal)
            .ThenBy(move => move.Key.From, StringComparer.Ordinal)
            .ThenBy(move => move.Key.To, StringComparer.Ordinal)
                .Select(move => new AnswerMove(move.Key.Policy, move.Key.From, move.Key.To, move.Value)),
        ],
        [
            .. weakened
            .OrderByDescending(group => group.Value.Count)
            .ThenBy(group => group.Key.Policy, StringComparer.Ordinal)
            .ThenBy(group => group.Key.What, StringComparer.Ordinal)
                .Select(group => new WeakenedRequests(group.Key.Policy, group.Key.What, [.. group.Value])),
        ],
        weakenedRequests,
        unreadable,
        [.. firstUnreadable]);

    private void Add(DecisionEffect effect, long count)
    {
        all.Add(effect, count);
        if (!byPolicy.TryGetValue(effect.Policy, out var sum))
        {
            byPolicy[effect.Policy] = sum = new EffectSum();
        }

        sum.Add(effect, count);
        if (effect.AnswerChanged)
        {
            var move = (effect.Policy, effect.Before.ToString(), effect.After.ToString());
            moves[move] = moves.GetValueOrDefault(move) + count;
        }
    }

    private static List<string> Held(Dictionary<(string, string), List<string>> groups, (string, string) key)
    {
        if (!groups.TryGetValue(key, out var list))
        {
            groups[key] = list = [];
        }

        return list;
    }
}
