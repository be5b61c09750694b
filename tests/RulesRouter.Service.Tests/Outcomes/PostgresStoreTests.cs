using RulesRouter.Catalog;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>The store in a real PostgreSQL server; where none is installed, in SQLite, and the reason is printed.</summary>
public sealed class PostgresStoreTests(PostgresServer server) : OutcomeStoreTests(PlaceOn(server)), IClassFixture<PostgresServer>
{
    [PostgresFact]
    public void A_restarted_server_is_used_again_and_without_it_nothing_is_stored()
    {
        using var own = new PostgresServer();
        using var store = new OutcomeStore(own.NewDatabase());
        KnownDecision[] decision = [new("d", DateTimeOffset.UnixEpoch, TaskKind.Debugging, 0.5, ["a/m"])];
        store.Remember(decision);

        own.Stop();
        Assert.Throws<StoreUnavailableException>(() => store.Remember(decision));
        own.Start();

        store.Remember(decision);
        Assert.Equal(0, store.Epoch);
    }

    [Fact]
    public void An_address_of_another_form_is_refused() => Assert.Equal(
        "the address of a PostgreSQL store must be `postgres://user:password@host:port/database`",
        Assert.Throws<IOException>(() => new OutcomeStore("postgres://host")).Message);

    private static string PlaceOn(PostgresServer server) => PostgresServer.Absence is null
        ? server.NewDatabase()
        : Path.Combine(Directory.CreateTempSubdirectory("outcomes").FullName, "o.db");
}
