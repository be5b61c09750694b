using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RulesRouter.Access;
using RulesRouter.Names;
using RulesRouter.Service.Access;

namespace RulesRouter.Service.Tests.Access;

public sealed class ApiKeyTests
{
    private const string Outcome = """{"decisionId":"x","verdict":"right","source":"user"}""";

    [Fact]
    public async Task Key_is_accepted_as_bearer_and_as_x_api_key()
    {
        var (key, entry) = KeyedService.Key("ci", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry]);
        const string Body = """{ "policy": "small", "prompt": "hello" }""";

        Assert.Equal(HttpStatusCode.OK, (await service.Decide(key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.Send(HttpMethod.Post, "/v1/decisions", Body, ("x-api-key", key))).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await service.Send(HttpMethod.Post, "/v1/decisions", Body, ("authorization", $"bearer {key}"))).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await service.Send(HttpMethod.Post, "/v1/decisions", Body, ("x-api-key", key), ("authorization", $"Bearer {key}"))).Status);
    }

    [Fact]
    public async Task Requests_without_an_accepted_key_are_401_with_the_reason()
    {
        var (key, entry) = KeyedService.Key("ci", AccessScope.Decide);
        var (late, lateEntry) = KeyedService.Key("late", AccessScope.Decide);
        var (gone, goneEntry) = KeyedService.Key("gone", AccessScope.Decide);
        await using var service = await KeyedService.Start(
            [
                entry,
                lateEntry with { Expires = RunningService.Now },
                goneEntry with { Revoked = RunningService.Now.AddDays(-1) },
            ]);

        async Task<string> Rejected(params (string, string)[] headers)
        {
            using var response = await service.Response(
                HttpMethod.Post, "/v1/decisions", """{ "policy": "small", "prompt": "x" }""", headers);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            var answer = await RunningService.Answer.Of(response);
            Assert.Equal("application/problem+json", answer.Type);
            return answer.Json.GetProperty("detail").GetString()!;
        }

        Assert.Equal("the request has no credential; send an API key as `authorization: Bearer …` or `x-api-key: …`", await Rejected());
        foreach (var wrong in new[]
        {
            key[..^1] + (key[^1] == 'A' ? 'B' : 'A'), key + "A", key[3..], key.ToUpperInvariant(), "rr_ci_", "rr_", "x",
            new string('x', 7000), ApiKeyText.Create("ci"), ApiKeyText.Create("other"), entry.Hash,
        })
        {
            Assert.Equal("the key is unknown", await Rejected(("x-api-key", wrong)));
        }

        Assert.Equal("key `late` expired at 2026-09-01T20:00:00Z", await Rejected(("x-api-key", late)));
        Assert.Equal("key `gone` has been revoked", await Rejected(("x-api-key", gone)));
        Assert.Equal(
            "send the credential as `authorization: Bearer …` or `x-api-key: …`",
            await Rejected(("authorization", $"Basic {key}")));
        Assert.Equal(
            "`authorization` and `x-api-key` hold different credentials; send one",
            await Rejected(("authorization", $"Bearer {key}"), ("x-api-key", "other")));
        Assert.Equal(
            "the request has several credentials; send one",
            Credential.Of(new HeaderDictionary { ["x-api-key"] = new(["a", "a"]) }).Error);
    }

    [Theory]
    [InlineData("decide", "POST /v1/decisions, POST /v1/decisions/batch")]
    [InlineData("report-outcomes", "POST /v1/outcomes")]
    [InlineData("read", "GET /v1/policies, GET /v1/policies/small, GET /v1/catalog/endpoints, GET /openapi/v1.json")]
    public async Task Scope_admits_its_endpoints_only(string scope, string expected)
    {
        Assert.True(EnumNames<AccessScope>.TryParse(scope, out var named));
        var (key, entry) = KeyedService.Key("one", named);
        await using var service = await KeyedService.Start([entry]);
        (string Method, string Path, string? Body)[] calls =
        [
            ("POST", "/v1/decisions", """{ "policy": "small", "prompt": "x" }"""),
            ("POST", "/v1/decisions/batch", """{ "requests": [] }"""),
            ("POST", "/v1/outcomes", Outcome),
            ("GET", "/v1/policies", null),
            ("GET", "/v1/policies/small", null),
            ("GET", "/v1/catalog/endpoints", null),
            ("GET", "/openapi/v1.json", null),
        ];

        var admitted = new List<string>();
        foreach (var (method, path, body) in calls)
        {
            var answer = await service.Send(new HttpMethod(method), path, body, ("x-api-key", key));
            if (answer.Status == HttpStatusCode.Forbidden)
            {
                Assert.StartsWith(
                    "key `one` does not have the scope `",
                    answer.Json.GetProperty("detail").GetString(),
                    StringComparison.Ordinal);
            }
            else
            {
                admitted.Add($"{method} {path}");
            }
        }

        Assert.Equal(expected, string.Join(", ", admitted));
    }

    /// <summary>An endpoint that names no scope would be open to every key, and one that allows anonymous callers to everyone.</summary>
    [Fact]
    public async Task Every_endpoint_names_its_scope_and_only_health_is_open()
    {
        var (_, entry) = KeyedService.Key("one", AccessScope.Read);
        await using var service = await KeyedService.Start([entry]);
        // The files of the page that shows the API are the same for everyone.
        var endpoints = service.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(one => one.RoutePattern.RawText?.StartsWith("/reference/", StringComparison.Ordinal) != true)
            .ToList();

        Assert.Equal(
            ["/healthz", "/readyz"],
            endpoints.Where(one => one.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                .Select(one => one.RoutePattern.RawText)
                .Order());
        Assert.Empty(
            endpoints.Where(one => one.Metadata.GetMetadata<IAllowAnonymous>() is null && one.Metadata.GetMetadata<NeededScope>() is null)
                .Select(one => one.RoutePattern.RawText));
    }

    [Fact]
    public async Task Unknown_paths_are_401_without_a_key_and_404_with_one()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Get("/v1/secret", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Get("/v1/secret", key)).Status);
    }

    [Fact]
    public async Task Health_is_open_and_its_details_need_read()
    {
        var (read, readEntry) = KeyedService.Key("reader", AccessScope.Read);
        var (decide, decideEntry) = KeyedService.Key("decider", AccessScope.Decide);
        await using var service = await KeyedService.Start([readEntry, decideEntry]);

        Assert.Equal("ok", (await service.Get("/healthz", null)).Text);
        Assert.Equal("ok", (await service.Get("/healthz", "wrong")).Text);
        Assert.Equal("""{"ready":true}""", (await service.Get("/readyz", null)).Text);
        Assert.Equal("""{"ready":true}""", (await service.Get("/readyz", decide)).Text);
        Assert.StartsWith(
            "sha256:",
            (await service.Get("/readyz", read)).Json.GetProperty("revision").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_may_use_its_policies_only()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide, AccessScope.Read);
        await using var service = await KeyedService.Start([entry with { Caller = entry.Caller with { Policies = ["other"] } }]);

        var decided = await service.Decide(key);
        Assert.Equal(
            (HttpStatusCode.Forbidden, "key `one` may not use policy `small`"),
            (decided.Status, decided.Json.GetProperty("detail").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Get("/v1/policies/small", key)).Status);
        Assert.Empty((await service.Get("/v1/policies", key)).Json.GetProperty("policies").EnumerateArray());
        // Neither does an error list names of policies that the key may not use.
        var unknown = await service.Decide(key, """{ "policy": "other", "prompt": "x" }""");
        Assert.DoesNotContain("small", unknown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_request_of_a_batch_is_checked()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry with { Caller = entry.Caller with { Policies = ["other"] } }]);

        var answer = await service.Send(
            HttpMethod.Post,
            "/v1/decisions/batch",
            """{ "requests": [ { "policy": "small", "prompt": "x" }, { "policy": "other", "prompt": "x", "at": "2026-01-01T00:00:00Z" } ] }""",
            ("x-api-key", key));

        Assert.Equal(
            [403, 403],
            answer.Json.GetProperty("decisions").EnumerateArray().Select(one => one.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Time_of_a_decision_needs_administer_and_marks_it_as_simulated()
    {
        var (user, userEntry) = KeyedService.Key("user", AccessScope.Decide);
        var (admin, adminEntry) = KeyedService.Key("admin", AccessScope.Decide, AccessScope.Administer);
        await using var service = await KeyedService.Start([userEntry, adminEntry]);
        const string At = """{ "policy": "small", "prompt": "hello", "at": "2026-01-01T00:00:00Z" }""";

        var refused = await service.Decide(user, At);
        Assert.Equal(
            (HttpStatusCode.Forbidden, "/at"),
            (refused.Status, refused.Json.GetProperty("errors")[0].GetProperty("pointer").GetString()));
        Assert.True((await service.Decide(admin, At)).Json.GetProperty("simulated").GetBoolean());
    }
}
