using RulesRouter.State.Budgets;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Tests.Budgets;

/// <summary>A kind of store, of which tests open one or several instances.</summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("budgets").FullName;
    private readonly string kind;
    private int opened;

    private StoreFixture(string kind, RedisServer? redis) => (this.kind, Redis) = (kind, redis);

    public ManualClock Clock { get; } = new();

    public RedisServer? Redis { get; }

    /// <summary>Null where the store needs a server that is not installed; the reason is printed.</summary>
    public static StoreFixture? Of(string kind)
    {
        var redis = kind == "redis" ? RedisServer.TryStart() : null;
        return kind == "redis" && redis is null ? null : new StoreFixture(kind, redis);
    }

    /// <summary>A store as another process would open it.</summary>
    /// <param name="instance">Of a shared store: opens the ledger of that instance.</param>
    public IBudgetStore Open(string? instance = null)
    {
        var name = instance ?? $"i{++opened}";
        return kind switch
        {
            "file" => new SqliteBudgetStore(new StateFile(Path.Combine(folder, "state.db"))),
            "redis" => new RedisBudgetStore(
                new RedisConnection(Redis!.Configuration),
                new SqliteBudgetStore(new StateFile(Path.Combine(folder, $"{name}.db"))),
                name,
                TimeProvider.System),
            _ => throw new ArgumentException(kind),
        };
    }

    public void Dispose()
    {
        Redis?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
