using System.Collections.Immutable;
using System.Globalization;
using StackExchange.Redis;

namespace RulesRouter.State.Budgets;

/// <summary>Charges as the arguments and results of <see cref="RedisScripts"/>.</summary>
internal static class RedisCharges
{
    private const long LargestLimit = 1L << 53;

    public static RedisValue[] Reserving(string generation, ImmutableArray<BudgetCharge> charges, DateTimeOffset now) =>
    [
        generation,
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

    public static RedisValue[] Putting(string generation, BudgetCharge charge, DateTimeOffset now) =>
    [
        generation,
        Milliseconds(now),
        charge.Decision,
        charge.Key,
        charge.Reserved,
        charge.Estimate,
        SpentOf(charge),
        Milliseconds(charge.Expires),
        charge.Hops,
    ];

    /// <param name="found">As the charges are.</param>
    /// <param name="changed">As they become.</param>
    public static RedisValue[] Replacing(
        string generation,
        string decision,
        ImmutableArray<BudgetCharge> found,
        ImmutableArray<BudgetCharge> changed,
        DateTimeOffset now) =>
    [
        generation,
        Milliseconds(now),
        decision,
        .. found.Zip(changed).SelectMany(pair => new RedisValue[]
        {
            pair.First.Key,
            pair.First.Estimate,
            SpentOf(pair.First),
            pair.First.Hops,
            pair.Second.Reserved,
            pair.Second.Estimate,
            SpentOf(pair.Second),
            Milliseconds(pair.Second.Expires),
            pair.Second.Hops,
        }),
    ];

    /// <param name="found">What <see cref="RedisScripts.Find"/> returns.</param>
    public static ImmutableArray<BudgetCharge> Read(string decision, RedisResult[] found) =>
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

    public static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static RedisValue SpentOf(BudgetCharge charge) => charge.Spent is { } spent ? spent : RedisValue.EmptyString;
}
