using System.Globalization;
using RulesRouter.State.Stores;
using StackExchange.Redis;

namespace RulesRouter.State.Sessions;

/// <summary>Sessions that several instances share, in Redis. A stored value is the time of its end, a space and its text.</summary>
internal sealed class RedisSessionStore(RedisConnection redis, int capacity = SessionCapacity.Default) : ISessionStore
{
    /// <summary>Attempts at a change, each but the first because others changed the same value.</summary>
    private const int MaxChanges = 100;

    private const string Prefix = "rulesrouter:sessions:";

    private const string FindScript = "return redis.call('GET', ARGV[1])";

    /// <summary>
    /// Arguments: key, key of the credential's values by their ends, the value as it is (empty if there is none), the new value (empty
    /// removes it), its lifetime in ms, its end, now, the capacity. Returns 1, or 0 if the value is not as stated.
    /// </summary>
    private const string ReplaceScript = """
        local key, all = ARGV[1], ARGV[2]
        if (redis.call('GET', key) or '') ~= ARGV[3] then return 0 end
        if ARGV[4] == '' then
          redis.call('DEL', key)
          redis.call('ZREM', all, key)
          return 1
        end
        redis.call('SET', key, ARGV[4], 'PX', ARGV[5])
        redis.call('ZADD', all, ARGV[6], key)
        redis.call('PEXPIRE', all, ARGV[5])
        redis.call('ZREMRANGEBYSCORE', all, '-inf', ARGV[7])
        local excess = redis.call('ZCARD', all) - tonumber(ARGV[8])
        if excess > 0 then
          for _, oldest in ipairs(redis.call('ZRANGE', all, 0, excess - 1)) do redis.call('DEL', oldest) end
          redis.call('ZREMRANGEBYRANK', all, 0, excess - 1)
        end
        return 1
        """;

    public SessionValue? Find(SessionKey key, DateTimeOffset now) => Value(Stored(key), now);

    public void Change(SessionKey key, Func<SessionValue?, string?> change, DateTimeOffset now, TimeSpan lifetime)
    {
        for (var attempt = 1; attempt <= MaxChanges; attempt++)
        {
            var stored = Stored(key);
            var text = change(Value(stored, now));
            var end = (now + lifetime).ToUnixTimeMilliseconds();
            var result = redis.Call(
                ReplaceScript,
                KeyOf(key),
                AllOf(key),
                stored,
                text is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{end} {text}"),
                Math.Max(1, (long)lifetime.TotalMilliseconds),
                end,
                now.ToUnixTimeMilliseconds(),
                capacity);
            if ((int)result == 1)
            {
                return;
            }
        }

        throw new StoreLostException($"a value of a session changed {MaxChanges} times while it was changed here");
    }

    private string Stored(SessionKey key) => (string?)redis.Call(FindScript, KeyOf(key)) ?? "";

    private static RedisValue KeyOf(SessionKey key) => $"{Prefix}{(int)key.Fact}:{key.Owner} {key.Id}";

    private static RedisValue AllOf(SessionKey key) => $"{Prefix}all:{(int)key.Fact}:{key.Owner}";

    private static SessionValue? Value(string stored, DateTimeOffset now)
    {
        var cut = stored.IndexOf(' ', StringComparison.Ordinal);
        return cut > 0
            && long.TryParse(stored.AsSpan(0, cut), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && DateTimeOffset.FromUnixTimeMilliseconds(end) is var until
            && until > now
                ? new SessionValue(stored[(cut + 1)..], until)
                : null;
    }
}
