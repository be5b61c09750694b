namespace RulesRouter.State.Budgets;

/// <summary>
/// The scripts of a shared store. Each runs atomically. Sums are whole numbers below 2^53, which Lua holds exactly. Keys: <c>b:</c> the
/// sums of a budget, <c>c:</c> a charge, <c>d:</c> the budgets of a decision, <c>x</c> open charges by expiry, <c>generation</c> the name
/// of the data, new whenever the data is lost.
/// </summary>
internal static class RedisScripts
{
    private const string Common = """
        local P = 'rulesrouter:budgets:'
        local CHARGES, TOTALS = 604800, 3456000
        local function put(decision, key, reserved, estimate, spent, expires, hops)
          local c, b = P .. 'c:' .. decision .. ' ' .. key, P .. 'b:' .. key
          local old = redis.call('HMGET', c, 'r', 's')
          local r0 = (old[1] and not old[2]) and tonumber(old[1]) or 0
          local s0 = old[2] and tonumber(old[2]) or 0
          local open = spent == ''
          local r1 = open and tonumber(reserved) or 0
          local s1 = open and 0 or tonumber(spent)
          redis.call('HINCRBY', b, 'r', string.format('%.0f', r1 - r0))
          redis.call('HINCRBY', b, 's', string.format('%.0f', s1 - s0))
          redis.call('EXPIRE', b, TOTALS)
          redis.call('HSET', c, 'r', reserved, 'e', estimate, 'x', expires, 'h', hops)
          if open then
            redis.call('HDEL', c, 's')
            redis.call('ZADD', P .. 'x', expires, decision .. ' ' .. key)
          else
            redis.call('HSET', c, 's', spent)
            redis.call('ZREM', P .. 'x', decision .. ' ' .. key)
          end
          redis.call('EXPIRE', c, CHARGES)
          redis.call('SADD', P .. 'd:' .. decision, key)
          redis.call('EXPIRE', P .. 'd:' .. decision, CHARGES)
        end
        local function sweep(now)
          for _, member in ipairs(redis.call('ZRANGEBYSCORE', P .. 'x', '-inf', now, 'LIMIT', 0, 128)) do
            local at = string.find(member, ' ', 1, true)
            local decision, key = string.sub(member, 1, at - 1), string.sub(member, at + 1)
            local c = redis.call('HMGET', P .. 'c:' .. member, 'r', 'e', 'x', 'h')
            if c[1] then
              put(decision, key, c[1], c[2], c[2], c[3], c[4])
            else
              redis.call('ZREM', P .. 'x', member)
            end
          end
        end
        local function stale()
          return redis.call('GET', P .. 'generation') ~= ARGV[1]
        end

        """;

    /// <summary>Arguments: the name of new data. Returns the name of the data.</summary>
    public const string Generation = Common + """
        redis.call('SETNX', P .. 'generation', ARGV[1])
        return redis.call('GET', P .. 'generation')
        """;

    /// <summary>Arguments: generation, now, keys. Returns spent and reserved by key; nothing for another generation.</summary>
    public const string Read = Common + """
        if stale() then return {} end
        sweep(ARGV[2])
        local found = {}
        for index = 3, #ARGV do
          local totals = redis.call('HMGET', P .. 'b:' .. ARGV[index], 's', 'r')
          found[#found + 1] = totals[1] or '0'
          found[#found + 1] = totals[2] or '0'
        end
        return found
        """;

    /// <summary>
    /// Arguments: generation, now, and for each charge decision, key, limit, reserved, estimate, expires, hops. Returns 1 if all were
    /// added, 0 if one does not fit, -1 for another generation.
    /// </summary>
    public const string Reserve = Common + """
        if stale() then return -1 end
        sweep(ARGV[2])
        for index = 3, #ARGV, 7 do
          local totals = redis.call('HMGET', P .. 'b:' .. ARGV[index + 1], 's', 'r')
          if tonumber(totals[1] or '0') + tonumber(totals[2] or '0') + tonumber(ARGV[index + 3]) > tonumber(ARGV[index + 2]) then
            return 0
          end
        end
        for index = 3, #ARGV, 7 do
          put(ARGV[index], ARGV[index + 1], ARGV[index + 3], ARGV[index + 4], '', ARGV[index + 5], ARGV[index + 6])
        end
        return 1
        """;

    /// <summary>
    /// Arguments: generation, now, decision, key, reserved, estimate, spent (empty if open), expires, hops. Returns 1, or -1 for another
    /// generation.
    /// </summary>
    public const string Put = Common + """
        if stale() then return -1 end
        put(ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9])
        return 1
        """;

    /// <summary>
    /// Arguments: generation, now, decision, and for each charge key, estimate, spent (empty if open) and hops as they are, then reserved,
    /// estimate, spent, expires and hops as they become. Returns 1 if all were replaced, 0 if one is not as stated, -1 for another
    /// generation.
    /// </summary>
    public const string Replace = Common + """
        if stale() then return -1 end
        for index = 4, #ARGV, 9 do
          local c = redis.call('HMGET', P .. 'c:' .. ARGV[3] .. ' ' .. ARGV[index], 'e', 's', 'h')
          if c[1] ~= ARGV[index + 1] or (c[2] or '') ~= ARGV[index + 2] or c[3] ~= ARGV[index + 3] then return 0 end
        end
        for index = 4, #ARGV, 9 do
          put(ARGV[3], ARGV[index], ARGV[index + 4], ARGV[index + 5], ARGV[index + 6], ARGV[index + 7], ARGV[index + 8])
        end
        return 1
        """;

    /// <summary>
    /// Arguments: generation, decision. Returns for each charge key, reserved, estimate, spent, expires, hops; null for another generation.
    /// </summary>
    public const string Find = Common + """
        if stale() then return nil end
        local found = {}
        for _, key in ipairs(redis.call('SMEMBERS', P .. 'd:' .. ARGV[2])) do
          local c = redis.call('HMGET', P .. 'c:' .. ARGV[2] .. ' ' .. key, 'r', 'e', 's', 'x', 'h')
          if c[1] then
            for _, value in ipairs({ key, c[1], c[2], c[3] or '', c[4], c[5] }) do
              found[#found + 1] = value
            end
          end
        end
        return found
        """;
}
