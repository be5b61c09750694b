using System.Text.Json;
using RulesRouter.State.Tests;

namespace RulesRouter.Service.Tests.Sessions;

/// <summary>What a session holds is in the store of state: it survives a restart, and every instance knows it.</summary>
public sealed class SharedSessionTests : IDisposable
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: small }
        spec:
          attributes:
            level: { type: enum, values: [open, internal, secret], default: open, raiseOnly: true }
          rules:
            - id: default
              select: { objective: price, fallback: { max: 1 } }
        """;

    private readonly SmallPolicies policies = new();
    private readonly string folder = Directory.CreateTempSubdirectory("sessions").FullName;

    public SharedSessionTests() => policies.Write("policy.yaml", Policy);

    public static TheoryData<string> Kinds => ["file", "redis"];

    public void Dispose()
    {
        policies.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Attributes_and_task_of_a_session_survive_a_restart()
    {
        await using (var before = await Start(null))
        {
            await before.Decide(Request("""{ "level": "secret" }""", "Refactor this class into smaller classes: class A { void B() { } }"));
        }

        await using var after = await Start(null);
        var answer = await after.Decide(Request("{}", "ok do it"));

        Assert.Equal("secret state", Level(answer));
        Assert.Equal("session", answer.Json.GetProperty("classification").GetProperty("taskSource").GetString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Attributes_of_a_session_never_fall_at_another_instance(string kind)
    {
        using var redis = kind == "redis" ? RedisServer.TryStart() : null;
        if (kind == "redis" && redis is null)
        {
            return;
        }

        await using var one = await Start(redis);
        await using var other = await Start(redis);

        Assert.Equal("internal caller", Level(await one.Decide(Request("""{ "level": "internal" }"""))));
        Assert.Equal("internal state", Level(await other.Decide(Request("""{ "level": "open" }"""))));
        Assert.Equal("secret caller", Level(await other.Decide(Request("""{ "level": "secret" }"""))));
        Assert.Equal("secret state", Level(await one.Decide(Request("{}"))));
        Assert.Equal("open service", Level(await one.Decide(Request("{}", id: "another"))));
    }

    [Fact]
    public async Task Attributes_count_at_their_highest_values_while_the_store_is_lost()
    {
        using var redis = RedisServer.TryStart();
        if (redis is null)
        {
            return;
        }

        await using var service = await Start(redis);
        await service.Decide(Request("{}"));
        redis.Kill();

        Assert.Equal("secret state", Level(await service.Decide(Request("""{ "level": "internal" }"""))));
        Assert.Equal("secret state", Level(await service.Decide(Request("{}", id: "another"))));

        // What was raised meanwhile is known from then on, and nothing that was not.
        redis.Start();
        await RunningService.Until(
            async () => Level(await service.Decide(Request("{}", id: "another"))),
            level => level == "open service");
        Assert.Equal("internal state", Level(await service.Decide(Request("{}"))));
    }

    private Task<RunningService> Start(RedisServer? redis) => RunningService.Start(
        policies.Path,
        options => options with { StatePath = Path.Combine(folder, "state.db"), Redis = redis?.Configuration });

    private static string Request(string attributes, string prompt = "hello", string id = "s") => JsonSerializer.Serialize(new
    {
        policy = "small",
        prompt,
        session = new { id },
        attributes = JsonSerializer.Deserialize<JsonElement>(attributes),
        explain = true,
    });

    private static string Level(RunningService.Answer answer)
    {
        var fact = answer.Json.GetProperty("trace").GetProperty("facts").EnumerateArray()
            .Single(fact => fact.GetProperty("name").GetString() == "level");
        return $"{fact.GetProperty("value").GetString()!.Trim('"')} {fact.GetProperty("from").GetString()}";
    }
}
