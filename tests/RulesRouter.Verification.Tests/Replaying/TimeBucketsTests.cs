using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Verification.Tests.Replaying;

public sealed class TimeBucketsTests
{
    private static readonly CompiledPolicySet Set = PolicyFolder.Load(
        [
            Path.Combine(Repository.Root, "policies", "organisation-baseline"),
            Path.Combine(Repository.Root, "policies", "coding-assistant"),
            Path.Combine(Repository.Root, "tests", "testdata", "catalog"),
        ],
        "none").Set!;
    private static readonly ModelCatalog Catalog = Set.Catalog;
    private static readonly TimeBuckets Buckets = new([Set]);

    private static Gen<DateTimeOffset> Times =>
        from day in Gen.Choose(0, 700)
        from minute in Gen.Choose(0, 1439)
        select new DateTimeOffset(2025, 9, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddMinutes(minute);

    [Property(MaxTest = 300)]
    public Property Times_in_one_bucket_have_equal_prices_and_facts() =>
        Prop.ForAll(Times.ToArbitrary(), Times.ToArbitrary(), (left, right) =>
        !Bucket(left).SequenceEqual(Bucket(right)) || Catalog.Endpoints.All(endpoint => Seen(endpoint, left) == Seen(endpoint, right)));

    [Fact]
    public void An_hourly_price_separates_times() =>
        Assert.NotEqual(
            Bucket(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)),
            Bucket(new DateTimeOffset(2026, 6, 1, 20, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void A_clock_separates_all_times()
    {
        var clock = SmallPolicies.Chat.Replace("  rules:\n", "  clocks:\n    utc: UTC\n  rules:\n", StringComparison.Ordinal);
        var buckets = new TimeBuckets([SmallPolicies.Set(chat: clock)]);

        Assert.NotEqual(Bucket(buckets, SmallSuite.At), Bucket(buckets, SmallSuite.At.AddSeconds(1)));
        Assert.Equal(Bucket(new([SmallPolicies.Set()]), SmallSuite.At), Bucket(new([SmallPolicies.Set()]), SmallSuite.At.AddSeconds(1)));
    }

    [Fact]
    public void Exploration_separates_all_times()
    {
        var exploring = SmallPolicies.Chat.Replace(
            "select: { objective: price }",
            "select: { objective: expected-cost, cost: { explorationShare: 0.1 } }",
            StringComparison.Ordinal);
        var buckets = new TimeBuckets([SmallPolicies.Set(chat: exploring)]);

        Assert.NotEqual(Bucket(buckets, SmallSuite.At), Bucket(buckets, SmallSuite.At.AddSeconds(1)));
    }

    private static byte[] Bucket(DateTimeOffset at) => Bucket(Buckets, at);

    private static byte[] Bucket(TimeBuckets buckets, DateTimeOffset at)
    {
        var bytes = new byte[buckets.Length];
        buckets.Write(at, bytes);
        return bytes;
    }

    private static (object?, bool, string) Seen(Endpoint endpoint, DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        var evidence = endpoint.Compliance.Evidence().Concat(endpoint.Latency?.Evidence() ?? []);
        return (
            endpoint.Prices?.RatesAt(at),
            endpoint.IsServed(today),
            string.Join(',', evidence.Where(fact => fact.Evidence.Counts(today, true)).Select(fact => fact.Fact)));
    }
}
