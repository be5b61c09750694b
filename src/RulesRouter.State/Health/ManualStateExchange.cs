using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Requests;
using RulesRouter.State.Stores;
using StackExchange.Redis;

namespace RulesRouter.State.Health;

/// <summary>
/// Exchanges the states that people set with other instances, in Redis. Each instance keeps all of them itself: while Redis cannot be
/// reached they stay, and if it lost its data, it gets them again.
/// </summary>
internal sealed class ManualStateExchange(RedisConnection redis, ManualStateStore own)
{
    /// <summary>
    /// Arguments: endpoint, time, text for each state. A state that is later than the known one replaces it. Returns the same of all
    /// states.
    /// </summary>
    private const string Script = """
        local key = 'rulesrouter:endpoint-states'
        for index = 1, #ARGV, 3 do
          local known = redis.call('HGET', key, ARGV[index])
          if not known or tonumber(ARGV[index + 1]) > tonumber(string.match(known, '^%d+')) then
            redis.call('HSET', key, ARGV[index], ARGV[index + 1] .. ' ' .. ARGV[index + 2])
          end
        end
        local all = {}
        local found = redis.call('HGETALL', key)
        for index = 1, #found, 2 do
          local at, text = string.match(found[index + 1], '^(%d+) (.*)$')
          for _, value in ipairs({ found[index], at, text }) do all[#all + 1] = value end
        end
        return all
        """;

    /// <exception cref="StoreLostException">Redis cannot be reached; the own states are as before.</exception>
    public void Run()
    {
        var before = own.All();
        var found = (RedisResult[])redis.Call(
            Script,
            [.. before.SelectMany(one => new RedisValue[] { one.State.Endpoint, one.At, TextOf(one.State) })])!;
        var all = found.Chunk(3)
            .Select(row => new DatedState(StateOf((string)row[0]!, (string)row[2]!), (long)row[1]))
            .ToImmutableArray();
        if (all.Except(before).Any())
        {
            own.TakeOver(all);
        }
    }

    /// <summary>As <c>down 2026-09-01T12:00:00Z reason</c>, with <c>-</c> for a state without an end.</summary>
    private static string TextOf(ManualState state) =>
        $"{(state.IsUp ? "up" : "down")} {(state.Until is { } until ? Timestamps.Format(until) : "-")} {state.Reason}";

    private static ManualState StateOf(string endpoint, string text)
    {
        var parts = text.Split(' ', 3);
        return new ManualState(
            endpoint,
            parts[0] == "up",
            parts[1] == "-" ? null : DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[2]);
    }
}
