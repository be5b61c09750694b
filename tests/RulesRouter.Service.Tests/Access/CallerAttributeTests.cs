using System.Collections.Immutable;
using System.Net;
using RulesRouter.Access;

namespace RulesRouter.Service.Tests.Access;

public sealed class CallerAttributeTests
{
    private static readonly string Policy = SmallPolicies.Policy.Replace("attributes:", """
        attributes:
            plan: { type: enum, values: [free, gold], source: key, default: free }
            seats: { type: number, source: key }
            region: { type: text, source: service }
            tags: { type: set }
            level: { type: enum, values: [open, secret], default: open, raiseOnly: true }
        """, StringComparison.Ordinal);

    [Fact]
    public async Task Decisions_have_the_attributes_of_the_credential_and_of_the_service()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start(
            [With(entry, ("plan", "gold"), ("seats", "6"), ("region", "claimed"), ("level", "secret"), ("unused", "x"))],
            Policy,
            access => access with { ServiceAttributes = ["region=eu", "plan=free"] });

        var answer = await service.Decide(key, Request());

        Assert.Equal(
            ["level \"secret\" key", "plan \"gold\" key", "region \"eu\" service", "seats 6 key"],
            Facts(answer).Where(fact => !fact.StartsWith('t')));
    }

    [Theory]
    [InlineData("""{ "plan": "gold" }""", "/attributes/plan: `plan` is set by the key, not by the caller")]
    [InlineData("""{ "plan": "free" }""", "/attributes/plan: `plan` is set by the key, not by the caller")]
    [InlineData("""{ "region": "eu" }""", "/attributes/region: `region` is set by the service, not by the caller")]
    [InlineData("""{ "team": "other" }""", "/attributes/team: `team` is set by the credential to another value")]
    public async Task Value_of_the_caller_for_an_attribute_of_the_credential_is_403(string attributes, string error)
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([With(entry, ("team", "ide"))], Policy);

        var answer = await service.Decide(key, Request(attributes));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        var found = answer.Json.GetProperty("errors")[0];
        Assert.Equal(error, $"{found.GetProperty("pointer").GetString()}: {found.GetProperty("message").GetString()}");
    }

    [Fact]
    public async Task Value_of_the_credential_may_be_repeated()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([With(entry, ("team", "ide"))], Policy);

        Assert.Equal(HttpStatusCode.OK, (await service.Decide(key, Request("""{ "team": "ide" }"""))).Status);
    }

    [Fact]
    public async Task Headers_set_attributes_as_the_caller_in_their_declared_types()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry], Policy);

        var answer = await service.Send(
            HttpMethod.Post,
            "/v1/decisions",
            Request("""{ "team": "web" }"""),
            ("x-api-key", key),
            ("x-rulesrouter-attribute-team", "ide"),
            ("X-RulesRouter-Attribute-LEVEL", "secret"),
            ("x-rulesrouter-attribute-tags", "a,b"));

        Assert.Superset(
            new HashSet<string>(["team \"ide\" caller", "level \"secret\" caller"]),
            Facts(answer).ToHashSet());
        var tags = Facts(answer).Single(fact => fact.StartsWith("tags ", StringComparison.Ordinal));
        Assert.EndsWith(" caller", tags, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan", "gold", HttpStatusCode.Forbidden, "`plan` is set by the key, not by the caller")]
    [InlineData("nosuch", "x", HttpStatusCode.BadRequest, "policy `small` declares no attribute `nosuch`; it declares `plan`, `seats`, `region`, `tags`, `level`, `team`")]
    [InlineData("level", "higher", HttpStatusCode.BadRequest, "`level` has no value \"higher\"; allowed values: open, secret")]
    public async Task Header_has_no_more_rights_than_the_body(string name, string value, HttpStatusCode status, string message)
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry], Policy);

        var answer = await service.Send(
            HttpMethod.Post,
            "/v1/decisions",
            Request(),
            ("x-api-key", key),
            ($"x-rulesrouter-attribute-{name}", value));

        Assert.Equal(
            (status, message),
            (answer.Status, answer.Json.GetProperty("errors")[0].GetProperty("message").GetString()));
    }

    private static ApiKey With(ApiKey entry, params (string Name, string Value)[] attributes) => entry with
    {
        Caller = entry.Caller with
        {
            Attributes = attributes.ToImmutableSortedDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal),
        },
    };

    private static string Request(string attributes = "{}") =>
        $$"""{ "policy": "small", "prompt": "hello", "attributes": {{attributes}}, "explain": true }""";

    /// <summary>Name, value and source of the attributes.</summary>
    private static IEnumerable<string> Facts(RunningService.Answer answer) =>
        from fact in answer.Json.GetProperty("trace").GetProperty("facts").EnumerateArray()
        let name = fact.GetProperty("name").GetString()!
        where !name.Contains('.', StringComparison.Ordinal) && name is "plan" or "seats" or "region" or "tags" or "level" or "team"
        orderby name
        select $"{name} {fact.GetProperty("value").GetString()} {fact.GetProperty("from").GetString()}";
}
