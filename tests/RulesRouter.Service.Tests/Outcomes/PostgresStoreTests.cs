using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>The store in a real PostgreSQL server; where none is installed, in SQLite, and the reason is printed.</summary>
public sealed class PostgresStoreTests : OutcomeStoreTests, IClassFixture<PostgresServer>
{
    private readonly PostgresServer server;

    public PostgresStoreTests(PostgresServer server)
        : base(PlaceOn(server)) => this.server = server;

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

    [PostgresFact]
    public void A_store_of_version_2_is_upgraded_and_takes_groups_and_measures() => AssertUpgraded(EarlierVersions.Second);

    [PostgresFact]
    public void A_store_of_version_3_is_upgraded_and_takes_measures() => AssertUpgraded(EarlierVersions.Third);

    [PostgresFact]
    public async Task Two_instances_with_a_record_each_share_outcomes_and_learn_the_same()
    {
        using var policies = new SmallPolicies();
        var folder = Directory.CreateTempSubdirectory("record-").FullName;
        var database = server.NewDatabase();
        await using var one = await Start("one");
        await using var other = await Start("other");
        foreach (var (decider, reporter) in new[] { (one, one), (one, other), (other, one), (other, other) })
        {
            var id = (await decider.Decide("""{ "policy": "small", "prompt": "hello" }""")).Json.GetProperty("decisionId").GetString();
            var answer = await reporter.Post("/v1/outcomes", $$"""{"decisionId":"{{id}}","verdict":"right","source":"tests"}""");
            Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Accepted });
        }

        await RunningService.Until(() => Task.FromResult((Learned(one).Epoch, Learned(other).Epoch)), epochs => epochs == (4, 4));

        Assert.Equal(Learned(one).Digest, Learned(other).Digest);
        Directory.Delete(folder, recursive: true);

        Task<RunningService> Start(string name) => RunningService.Start(policies.Path, options => options with
        {
            RecordPath = Path.Combine(folder, name),
            OutcomesPath = database,
            DecisionKeyPath = Path.Combine(folder, "key"),
        });
    }

    private static LearnedState Learned(RunningService service) => service.Services.GetRequiredService<OutcomeIntake>().Learned;

    [Fact]
    public void An_address_of_another_form_is_refused() => Assert.Equal(
        "the address of a PostgreSQL store must be `postgres://user:password@host:port/database`",
        Assert.Throws<IOException>(() => new OutcomeStore("postgres://host")).Message);

    private static string PlaceOn(PostgresServer server) => PostgresServer.Absence is null
        ? server.NewDatabase()
        : Path.Combine(Directory.CreateTempSubdirectory("outcomes").FullName, "o.db");

    private void AssertUpgraded(string sql)
    {
        var place = server.NewDatabase();
        using (var connection = new PostgresOutcomes(place).Open())
        using (var command = connection.CreateCommand())
        {
#pragma warning disable CA2100 // A constant of the tests.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        using var store = new OutcomeStore(place);
        EarlierVersions.AssertUpgraded(store);
    }
}
