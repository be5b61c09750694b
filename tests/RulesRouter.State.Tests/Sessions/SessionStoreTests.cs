using RulesRouter.State.Sessions;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Tests.Sessions;

/// <summary>What every store does: a file that several processes share, and Redis.</summary>
public sealed class SessionStoreTests : IDisposable
{
    private const int Capacity = 40;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly SessionKey Key = SessionKey.Of(SessionFact.Task, "ci", "s");

    private readonly string folder = Directory.CreateTempSubdirectory("sessions").FullName;
    private readonly List<IDisposable> opened = [];
    private readonly ManualClock clock = new();
    private RedisServer? redis;

    public static TheoryData<string> Kinds => ["file", "redis"];

    public void Dispose()
    {
        opened.ForEach(one => one.Dispose());
        redis?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_value_is_known_to_other_processes_until_it_expires(string kind)
    {
        if (Open(kind) is not { } one)
        {
            return;
        }

        one.Change(Key, _ => "refactor it", clock.GetUtcNow(), Hour);

        var other = Open(kind)!;
        Assert.Equal(new SessionValue("refactor it", clock.GetUtcNow() + Hour), other.Find(Key, clock.GetUtcNow()));
        Assert.Null(other.Find(Key with { Owner = "another" }, clock.GetUtcNow()));
        Assert.Null(other.Find(Key with { Fact = SessionFact.Conversation }, clock.GetUtcNow()));
        clock.Advance(Hour);
        Assert.Null(other.Find(Key, clock.GetUtcNow()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Changes_at_the_same_time_all_count(string kind)
    {
        if (Open(kind) is not { } one)
        {
            return;
        }

        var other = Open(kind)!;
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, index =>
            (index % 2 == 0 ? one : other).Change(
                Key,
                before => $"{int.Parse(before?.Text ?? "0", System.Globalization.CultureInfo.InvariantCulture) + 1}",
                clock.GetUtcNow(),
                Hour));

        Assert.Equal("200", one.Find(Key, clock.GetUtcNow())?.Text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_value_that_is_removed_is_forgotten(string kind)
    {
        if (Open(kind) is not { } store)
        {
            return;
        }

        store.Change(Key, _ => "a", clock.GetUtcNow(), Hour);
        store.Change(Key, _ => null, clock.GetUtcNow(), Hour);

        Assert.Null(store.Find(Key, clock.GetUtcNow()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_credential_beyond_its_capacity_loses_its_own_oldest_values(string kind)
    {
        if (Open(kind) is not { } store)
        {
            return;
        }

        var kept = SessionKey.Of(SessionFact.Task, "another", "s");
        store.Change(kept, _ => "kept", clock.GetUtcNow(), Hour);
        store.Change(Key, _ => "oldest", clock.GetUtcNow(), Hour);
        clock.Advance(TimeSpan.FromSeconds(1));
        for (var index = 0; index < 2 * Capacity; index++)
        {
            store.Change(SessionKey.Of(SessionFact.Task, "ci", $"new {index}"), _ => "new", clock.GetUtcNow(), Hour);
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var now = clock.GetUtcNow();
        Assert.Null(store.Find(Key, now));
        Assert.Equal("kept", store.Find(kept, now)?.Text);
        var found = Enumerable.Range(0, 2 * Capacity)
            .Count(index => store.Find(SessionKey.Of(SessionFact.Task, "ci", $"new {index}"), now) is not null);
        Assert.InRange(found, Capacity, Capacity + (Capacity / 20));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_credential_keeps_to_its_capacity_when_another_adds_a_value(string kind)
    {
        if (Open(kind) is not { } store)
        {
            return;
        }

        // Every second new value is another credential's.
        for (var index = 0; index < 4 * Capacity; index++)
        {
            store.Change(SessionKey.Of(SessionFact.Task, "many", $"{index}"), _ => "new", clock.GetUtcNow(), Hour);
            store.Change(SessionKey.Of(SessionFact.Task, $"few {index}", "s"), _ => "kept", clock.GetUtcNow(), Hour);
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var now = clock.GetUtcNow();
        var found = Enumerable.Range(0, 4 * Capacity)
            .Count(index => store.Find(SessionKey.Of(SessionFact.Task, "many", $"{index}"), now) is not null);
        Assert.InRange(found, Capacity, Capacity + (Capacity / 20));
        Assert.All(
            Enumerable.Range(0, 4 * Capacity),
            index => Assert.Equal("kept", store.Find(SessionKey.Of(SessionFact.Task, $"few {index}", "s"), now)?.Text));
    }

    /// <summary>As another process would; null where there is no redis-server, and the reason is printed.</summary>
    private ISessionStore? Open(string kind)
    {
        if (kind == "file")
        {
            var file = new StateFile(Path.Combine(folder, "state.db"));
            opened.Add(file);
            return new SqliteSessionStore(file, Capacity);
        }

        if ((redis ??= RedisServer.TryStart()) is not { } server)
        {
            return null;
        }

        var connection = new RedisConnection(server.Configuration);
        opened.Add(connection);
        return new RedisSessionStore(connection, Capacity);
    }
}
