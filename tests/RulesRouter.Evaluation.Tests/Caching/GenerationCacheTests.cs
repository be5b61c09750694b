using RulesRouter.Evaluation.Caching;

namespace RulesRouter.Evaluation.Tests.Caching;

public sealed class GenerationCacheTests
{
    [Fact]
    public void An_entry_that_is_used_stays_and_others_go()
    {
        var cache = new GenerationCache<int, string>(10, _ => 1);
        cache.Set(0, "used");
        cache.Set(1, "unused");
        for (var key = 2; key < 100; key++)
        {
            cache.Set(key, "");
            Assert.True(cache.TryGet(0, out var found));
            Assert.Equal("used", found);
        }

        Assert.False(cache.TryGet(1, out _));
        Assert.InRange(cache.Count, 2, 20);
    }

    [Fact]
    public void As_many_entries_as_a_generation_holds_all_stay()
    {
        var cache = new GenerationCache<int, int>(1_000, _ => 10);
        foreach (var key in Enumerable.Range(0, 500))
        {
            if (!cache.TryGet(key % 100, out _))
            {
                Assert.InRange(key, 0, 99);
                cache.Set(key, key);
            }
        }
    }

    [Fact]
    public void A_heavy_entry_takes_the_room_of_many()
    {
        var cache = new GenerationCache<int, int>(100, weight => weight);
        cache.Set(0, 1);
        cache.Set(1, 150);
        cache.Set(2, 150);

        Assert.False(cache.TryGet(0, out _));
        Assert.True(cache.TryGet(2, out _));
    }
}
