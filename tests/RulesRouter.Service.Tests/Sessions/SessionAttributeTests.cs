using System.Net;
using System.Text.Json;
using RulesRouter.Access;
using RulesRouter.Service.Tests.Access;
using RulesRouter.Wire.Records;

namespace RulesRouter.Service.Tests.Sessions;

public sealed class SessionAttributeTests
{
    private static readonly string Policy = SmallPolicies.Policy.Replace("attributes:", """
        attributes:
            level: { type: enum, values: [open, internal, secret], default: open, raiseOnly: true }
        """, StringComparison.Ordinal);

    [Fact]
    public async Task Value_never_falls_within_a_session_of_a_credential()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        var (other, otherEntry) = KeyedService.Key("two", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry, otherEntry], Policy);

        Assert.Equal("open service", Level(await service.Decide(key, Request("s"))));
        Assert.Equal("internal caller", Level(await service.Decide(key, Request("s", "internal"))));
        Assert.Equal("internal state", Level(await service.Decide(key, Request("s"))));
        Assert.Equal("internal state", Level(await service.Decide(key, Request("s", "open"))));
        Assert.Equal("secret caller", Level(await service.Decide(key, Request("s", "secret"))));
        Assert.Equal("secret state", Level(await service.Decide(key, Request("s", "internal"))));
        Assert.Equal("open service", Level(await service.Decide(key, Request("t"))));
        Assert.Equal("open service", Level(await service.Decide(other, Request("s"))));
        Assert.Equal("open service", Level(await service.Decide(key, Request(null))));
    }

    [Fact]
    public async Task Value_of_a_session_is_part_of_the_state()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry], Policy);

        var before = (await service.Decide(key, Request("s"))).Json.GetProperty("stateDigest").GetString();
        await service.Decide(key, Request("s", "secret"));
        var after = (await service.Decide(key, Request("s"))).Json.GetProperty("stateDigest").GetString();

        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task Session_is_forgotten_when_it_was_not_used_for_the_configured_time()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start(
            [entry],
            Policy,
            // The clock of the tests does not move: what expires at once is expired.
            access => access with { SessionExpiry = TimeSpan.Zero });

        await service.Decide(key, Request("s", "secret"));

        Assert.Equal("open service", Level(await service.Decide(key, Request("s"))));
    }

    [Fact]
    public async Task Simulated_decision_raises_nothing()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide, AccessScope.Administer);
        await using var service = await KeyedService.Start([entry], Policy);

        var simulated = Request("s", "secret")[..^1] + """, "at": "2026-01-01T00:00:00Z" }""";
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(key, simulated)).Status);

        Assert.Equal("open service", Level(await service.Decide(key, Request("s"))));
    }

    [Fact]
    public void Record_keeps_the_values_of_the_session()
    {
        var (read, errors) = RecordedRequestReader.Read(
            """{"request":{"policy":"p","estimate":{"inputTokens":1}},"sessionAttributes":{"level":"secret"}}"""u8);

        Assert.Empty(errors);
        Assert.Equal("secret", read!.State.SessionAttributes["level"]);
        var json = new RulesRouter.Wire.Writing.CompactJson();
        RecordedRequestWriter.Write(json, read);
        Assert.Equal(
            "secret",
            JsonDocument.Parse(json.Written.ToArray()).RootElement.GetProperty("sessionAttributes").GetProperty("level").GetString());
    }

    private static string Request(string? session, string? level = null)
    {
        var attributes = level is null ? "{}" : $$"""{ "level": "{{level}}" }""";
        var id = session is null ? "{}" : $$"""{ "id": "{{session}}" }""";
        return $$"""{ "policy": "small", "prompt": "hello", "session": {{id}}, "attributes": {{attributes}}, "explain": true }""";
    }

    private static string Level(RunningService.Answer answer)
    {
        var fact = answer.Json.GetProperty("trace").GetProperty("facts").EnumerateArray()
            .Single(fact => fact.GetProperty("name").GetString() == "level");
        return $"{fact.GetProperty("value").GetString()!.Trim('"')} {fact.GetProperty("from").GetString()}";
    }
}
