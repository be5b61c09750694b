using System.Collections.Immutable;
using System.Security.Cryptography;
using RulesRouter.State.Stores;
using StackExchange.Redis;

namespace RulesRouter.State.Budgets;

/// <summary>
/// Budgets that several instances share, in Redis. This instance keeps what it charged in a ledger of its own: while Redis cannot be
/// reached, new charges stay there, and they are added once it is back; if Redis lost its data, the whole ledger is added again.
/// </summary>
internal sealed class RedisBudgetStore : IBudgetStore
{
    /// <summary>Attempts at a change, each but the first because others changed the same charges.</summary>
    private const int MaxChanges = 100;

    /// <summary>Until all instances have added what they charged while the server was lost.</summary>
    private static readonly TimeSpan AfterLoss = TimeSpan.FromSeconds(30);

    private readonly RedisConnection redis;
    private readonly SqliteBudgetStore ledger;
    private readonly TimeProvider clock;
    private readonly string instance;
    private readonly PostponedChanges postponed = new();
    private readonly Lock reconciling = new();
    private volatile string? generation;

    /// <param name="redis">Disposed with this store.</param>
    /// <param name="ledger">Of this instance; disposed with this store.</param>
    /// <param name="instance">Names this instance's ledger among those of others; the same after a restart.</param>
    public RedisBudgetStore(RedisConnection redis, SqliteBudgetStore ledger, string instance, TimeProvider clock)
    {
        (this.redis, this.ledger, this.instance, this.clock) = (redis, ledger, instance, clock);
    }

    public string? Problem => redis.Problem;

    public ImmutableArray<BudgetTotals> Read(ImmutableArray<string> keys, DateTimeOffset now)
    {
        for (var attempt = 0; ; attempt++)
        {
            var current = Current(now);
            var found = (RedisResult[])redis.Call(
                RedisScripts.Read,
                [current, RedisCharges.Milliseconds(now), .. keys.Select(key => (RedisValue)key)])!;
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
            var added = (int)Reserve(current, charges, now);
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

    public void Change(string decision, Func<BudgetCharge, BudgetCharge> change, DateTimeOffset now)
    {
        try
        {
            var changed = ChangeShared(decision, change, now);
            ledger.TakeOver(changed, now);
            if (changed.IsEmpty && redis.WasLostWithin(AfterLoss))
            {
                // An instance, perhaps this one, has yet to add it.
                postponed.Add(decision, change);
            }
        }
        catch (StoreLostException)
        {
            if (!ChangeOwn(decision, change, now))
            {
                postponed.Add(decision, change);
            }

            throw;
        }
    }

    /// <summary>Of the shared store; of the ledger while it cannot be reached.</summary>
    public ImmutableArray<BudgetCharge> Find(string decision)
    {
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                var current = Current(clock.GetUtcNow());
                if (FindShared(current, decision) is { } found)
                {
                    return found;
                }

                Renew(current, attempt);
            }
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
            if (!ledger.Unshared().All(own => Add(current, own, now)))
            {
                Forget(current);
            }

            postponed.Make((decision, change) => MakePostponed(decision, change, now), now);
        }
        catch (StoreLostException)
        {
            // Tried again later.
        }
    }

    public void Dispose()
    {
        redis.Dispose();
        ledger.Dispose();
    }

    private bool MakePostponed(string decision, Func<BudgetCharge, BudgetCharge> change, DateTimeOffset now)
    {
        var changed = ChangeShared(decision, change, now);
        ledger.TakeOver(changed, now);
        return !changed.IsEmpty;
    }

    /// <summary>Changes what the ledger has of a decision; that is added when the store is back.</summary>
    /// <returns>False if it has nothing: another instance decided.</returns>
    private bool ChangeOwn(string decision, Func<BudgetCharge, BudgetCharge> change, DateTimeOffset now)
    {
        ledger.Change(decision, change, now);
        return !ledger.Find(decision).IsEmpty;
    }

    /// <summary>Another instance may have changed the charge meanwhile: what both know counts.</summary>
    /// <returns>False for another generation, which the ledger as a whole is added to.</returns>
    private bool Add(string current, BudgetCharge own, DateTimeOffset now)
    {
        for (var attempt = 1; attempt <= MaxChanges; attempt++)
        {
            if (FindShared(current, own.Decision) is not { } found)
            {
                return false;
            }

            var shared = found.FirstOrDefault(charge => charge.Key == own.Key);
            var all = shared is null ? own : shared.With(own);
            var result = shared is null ? Put(current, all, now) ? 1 : -1
                : all == shared ? 1
                : Replace(current, own.Decision, [shared], [all], now);
            if (result != 0)
            {
                ledger.TakeOver(result == 1 ? [all] : [], now);
                return result == 1;
            }
        }

        throw ChangesTooOften(own.Decision);
    }

    /// <returns>The charges of the decision as they are now.</returns>
    private ImmutableArray<BudgetCharge> ChangeShared(string decision, Func<BudgetCharge, BudgetCharge> change, DateTimeOffset now)
    {
        for (var (attempt, renewed) = (1, 0); attempt <= MaxChanges; attempt++)
        {
            var current = Current(now);
            if (FindShared(current, decision) is not { } found)
            {
                Renew(current, renewed++);
                continue;
            }

            var changed = found.Select(change).ToImmutableArray();
            if (changed.SequenceEqual(found) || Replace(current, decision, found, changed, now) == 1)
            {
                return changed;
            }
        }

        throw ChangesTooOften(decision);
    }

    private static StoreLostException ChangesTooOften(string decision) =>
        new($"the charges of decision {decision} changed {MaxChanges} times while they were changed here");

    /// <returns>1; 0 if the charges are not as stated, and nothing was changed; -1 for another generation.</returns>
    private int Replace(
        string current,
        string decision,
        ImmutableArray<BudgetCharge> found,
        ImmutableArray<BudgetCharge> changed,
        DateTimeOffset now) => (int)redis.Call(RedisScripts.Replace, RedisCharges.Replacing(current, decision, found, changed, now));

    /// <summary>Null for another generation.</summary>
    private ImmutableArray<BudgetCharge>? FindShared(string current, string decision)
    {
        var result = redis.Call(RedisScripts.Find, current, decision);
        if (result.IsNull)
        {
            return null;
        }

        return RedisCharges.Read(decision, (RedisResult[])result!);
    }

    /// <summary>The generation of the store's data; the ledger is in it.</summary>
    private string Current(DateTimeOffset now)
    {
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
        var current = (string)redis.Call(RedisScripts.Generation, [Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))])!;
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
    private RedisResult Reserve(string current, ImmutableArray<BudgetCharge> charges, DateTimeOffset now)
    {
        try
        {
            return redis.Call(RedisScripts.Reserve, RedisCharges.Reserving(current, charges, now));
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

    private bool Put(string current, BudgetCharge charge, DateTimeOffset now) =>
        (int)redis.Call(RedisScripts.Put, RedisCharges.Putting(current, charge, now)) == 1;

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

        Forget(current);
    }

    private void Forget(string current)
    {
        lock (reconciling)
        {
            if (generation == current)
            {
                generation = null;
            }
        }
    }
}
