using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Verification.Tests.Replaying;

public sealed class MomentBucketsTests
{
    private static readonly CompiledPolicySet Set = PolicyFolder.Load([Path.Combine(Repository.Root, "policies")], "none").Set!;
    private static readonly ModelCatalog Shipped = Set.Catalog;
    private static readonly MomentBuckets Buckets = new([Set]);

    private static Gen<DateTimeOffset> Moments =>
        from day in Gen.Choose(0, 700)
        from minute in Gen.Choose(0, 1439)
        select new DateTimeOffset(2025, 9, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddMinutes(minute);

    [Property(MaxTest = 300)]
    public Property Moments_in_one_bucket_have_the_same_prices_and_the_same_facts() => Prop.ForAll(Moments.ToArbitrary(), Moments.ToArbitrary(), (left, right) =>
        !Bucket(left).SequenceEqual(Bucket(right)) || Shipped.Endpoints.All(endpoint => Seen(endpoint, left) == Seen(endpoint, right)));

    [Fact]
    public void A_price_that_changes_with_the_hour_parts_moments() =>
        Assert.NotEqual(Bucket(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)), Bucket(new DateTimeOffset(2026, 6, 1, 20, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Where_a_policy_asks_a_clock_no_two_moments_are_alike()
    {
        var clock = SmallPolicies.Chat.Replace("  rules:\n", "  clocks:\n    utc: UTC\n  rules:\n", StringComparison.Ordinal);
        var buckets = new MomentBuckets([SmallPolicies.Set(chat: clock)]);

        Assert.NotEqual(Bucket(buckets, SmallSuite.At), Bucket(buckets, SmallSuite.At.AddSeconds(1)));
        Assert.Equal(Bucket(new([SmallPolicies.Set()]), SmallSuite.At), Bucket(new([SmallPolicies.Set()]), SmallSuite.At.AddSeconds(1)));
    }

    [Fact]
    public void Where_the_moment_picks_the_requests_that_explore_no_two_moments_are_alike()
    {
        var exploring = SmallPolicies.Chat.Replace("select: { objective: price }", "select: { objective: expected-cost, cost: { explorationShare: 0.1 } }", StringComparison.Ordinal);
        var buckets = new MomentBuckets([SmallPolicies.Set(chat: exploring)]);

        Assert.NotEqual(Bucket(buckets, SmallSuite.At), Bucket(buckets, SmallSuite.At.AddSeconds(1)));
    }

    private static byte[] Bucket(DateTimeOffset at) => Bucket(Buckets, at);

    private static byte[] Bucket(MomentBuckets buckets, DateTimeOffset at)
    {
        var bytes = new byte[buckets.Length];
        buckets.Write(at, bytes);
        return bytes;
    }

    private static (object?, bool, string) Seen(Endpoint endpoint, DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        var evidence = endpoint.Compliance.Evidence().Concat(endpoint.Latency?.Evidence() ?? []);
        return (endpoint.Prices?.RatesAt(at), endpoint.IsServed(today), string.Join(',', evidence.Where(fact => fact.Evidence.Counts(today, true)).Select(fact => fact.Fact)));
    }
}
