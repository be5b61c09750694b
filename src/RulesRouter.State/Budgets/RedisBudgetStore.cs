using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace RulesRouter.State.Budgets;

/// <summary>
/// Budgets that several instances share, in Redis. This instance keeps what it charged in a ledger of its own: while Redis cannot be
/// reached, new charges stay there, and they are added once it is back; if Redis lost its data, the whole ledger is added again.
/// </summary>
internal sealed class RedisBudgetStore : IBudgetStore
{
    private const long LargestLimit = 1L << 53;
    private const int MinThreads = 64;

    /// <summary>After a failure, calls fail at once until the next one tries again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly ConnectionMultiplexer connection;
    private readonly SqliteBudgetStore ledger;
    private readonly TimeProvider clock;
    private readonly string instance;
    private readonly Lock reconciling = new();
    private volatile string? generation;
    private volatile Failure? failure;

    /// <param name="configuration">As StackExchange.Redis reads it: <c>host:6379,ssl=true</c>.</param>
    /// <param name="ledger">Of this instance; disposed with this store.</param>
    /// <param name="instance">Names this instance's ledger among those of others; the same after a restart.</param>
    /// <param name="password">Apart from the configuration, in which it could have no comma; null if none is needed.</param>
    public RedisBudgetStore(
        string configuration,
        SqliteBudgetStore ledger,
        string instance,
        TimeProvider clock,
        string? password = null)
    {
        this.ledger = ledger;
        this.instance = instance;
        this.clock = clock;
        var options = ConfigurationOptions.Parse(configuration);
        options.Password = password ?? options.Password;
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1_000;
        options.SyncTimeout = 2_000;
        options.AsyncTimeout = 2_000;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.BacklogPolicy = BacklogPolicy.FailFast;

        // Callers wait on threads of the pool for answers that the client reads on others: there have to be some left.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, MinThreads), ports);
        connection = ConnectionMultiplexer.Connect(options);
    }

    public string? Problem => failure?.Message;

    public ImmutableArray<BudgetTotals> Read(ImmutableArray<string> keys, DateTimeOffset now)
    {
        for (var attempt = 0; ; attempt++)
        {
            var current = Current(now);
            var found = (RedisResult[])Call(RedisScripts.Read, [current, Milliseconds(now), .. keys.Select(key => (RedisValue)key)])!;
            if (found.Length == keys.Length * 2)
            {
                return [.. keys.Select((_, index) => new BudgetTotals((long)found[index * 2], (long)found[(index * 2) + 1]))];
            }

            Renew(current, attempt);
        }
    }

    public bool TryReserve(ImmutableArray<BudgetCharge> charges, DateTimeOffset now)
    {
        for (var attempt = 0; ; attempt++)
        {
            var current = Current(now);
            RedisValue[] arguments =
            [
                current,
                Milliseconds(now),
                .. charges.SelectMany(charge => new RedisValue[]
                {
                    charge.Decision,
                    charge.Key,
                    Math.Min(charge.Limit, LargestLimit),
                    charge.Reserved,
                    charge.Estimate,
                    Milliseconds(charge.Expires),
                    charge.Hops,
                }),
            ];
            var added = (int)Reserve(arguments, charges, now);
            if (added >= 0)
            {
                foreach (var charge in added == 1 ? charges : [])
                {
                    ledger.Put(charge, isShared: true, now);
                }

                return added == 1;
            }

            Renew(current, attempt);
        }
    }

    public void Put(BudgetCharge charge, DateTimeOffset now)
    {
        var isOwn = ledger.Find(charge.Decision).Any(own => own.Key == charge.Key);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var current = Current(now);
                if (Put(current, charge, now))
                {
                    if (isOwn)
                    {
                        ledger.Put(charge, isShared: true, now);
                    }

                    return;
                }

                Renew(current, attempt);
            }
            catch (StoreLostException)
            {
                // Added when the store is back.
                ledger.Put(charge, isShared: false, now);
                throw;
            }
        }
    }

    /// <summary>Of the shared store; of the ledger while it cannot be reached.</summary>
    public ImmutableArray<BudgetCharge> Find(string decision)
    {
        try
        {
            var found = (RedisResult[])Call(RedisScripts.Find, [Current(clock.GetUtcNow()), decision])!;
            return
            [
                .. found.Chunk(6).Select(row => new BudgetCharge(
                    decision,
                    (string)row[0]!,
                    (long)row[1],
                    (long)row[2],
                    (string)row[3]! is { Length: > 0 } spent ? long.Parse(spent, CultureInfo.InvariantCulture) : null,
                    DateTimeOffset.FromUnixTimeMilliseconds((long)row[4]),
                    (string)row[5]!)),
            ];
        }
        catch (StoreLostException)
        {
            return ledger.Find(decision);
        }
    }

    /// <summary>Adds what the shared store does not have yet, if it can be reached.</summary>
    public void Reconcile(DateTimeOffset now)
    {
        try
        {
            // Redis settles what expires by itself.
            ledger.Read([], now);
            var current = Current(now);
            foreach (var charge in ledger.Unshared())
            {
                if (!Put(current, charge, now))
                {
                    generation = null;
                    return;
                }

                ledger.Put(charge, isShared: true, now);
            }
        }
        catch (StoreLostException)
        {
            // Tried again later.
        }
    }

    public void Dispose()
    {
        connection.Dispose();
        ledger.Dispose();
    }

    /// <summary>The generation of the store's data; the ledger is in it.</summary>
    private string Current(DateTimeOffset now)
    {
        if (failure is { } failed && clock.GetUtcNow() - failed.At < RetryAfter)
        {
            throw new StoreLostException(failed.Message);
        }

        if (generation is { } known)
        {
            return known;
        }

        lock (reconciling)
        {
            return generation ??= Join(now);
        }
    }

    /// <summary>Adds the ledger to data that does not have it: what was spent as one charge, open charges one by one.</summary>
    private string Join(DateTimeOffset now)
    {
        var current = (string)Call(RedisScripts.Generation, [Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))])!;
        if (ledger.Generation == current)
        {
            return current;
        }

        // Also the first time: Redis may have been lost since the start of this instance.
        foreach (var (key, spent) in ledger.Spending())
        {
            Require(Put(current, new BudgetCharge($"ledger-{instance}", key, 0, spent, spent, now), now));
        }

        foreach (var charge in ledger.Open())
        {
            Require(Put(current, charge, now));
        }

        ledger.ShareAll(current);
        return current;
    }

    /// <summary>
    /// A reservation whose answer does not arrive may have been made. The decision is not sent, so nothing is spent for it.
    /// </summary>
    private RedisResult Reserve(RedisValue[] arguments, ImmutableArray<BudgetCharge> charges, DateTimeOffset now)
    {
        try
        {
            return Call(RedisScripts.Reserve, arguments);
        }
        catch (StoreLostException)
        {
            foreach (var charge in charges)
            {
                ledger.Put(charge with { Spent = 0 }, isShared: false, now);
            }

            throw;
        }
    }

    private bool Put(string current, BudgetCharge charge, DateTimeOffset now) => (int)Call(
        RedisScripts.Put,
        [
            current,
            Milliseconds(now),
            charge.Decision,
            charge.Key,
            charge.Reserved,
            charge.Estimate,
            charge.Spent is { } spent ? spent : RedisValue.EmptyString,
            Milliseconds(charge.Expires),
            charge.Hops,
        ]) == 1;

    private static void Require(bool isCurrent)
    {
        if (!isCurrent)
        {
            throw new StoreLostException("the store of budgets lost its data while this instance joined it");
        }
    }

    /// <summary>The store has other data than this instance knows: it joins that.</summary>
    private void Renew(string current, int attempt)
    {
        if (attempt > 2)
        {
            throw new StoreLostException("the store of budgets loses its data again and again");
        }

        lock (reconciling)
        {
            if (generation == current)
            {
                generation = null;
            }
        }
    }

    private RedisResult Call(string script, RedisValue[] arguments)
    {
        try
        {
            var result = connection.GetDatabase().ScriptEvaluate(script, values: arguments);
            failure = null;
            return result;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            var message = $"Redis cannot be reached: {exception.Message.Split('\n')[0].TrimEnd('.')}";
            failure = new Failure(clock.GetUtcNow(), message);
            throw new StoreLostException(message, exception);
        }
    }

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private sealed record Failure(DateTimeOffset At, string Message);
}
