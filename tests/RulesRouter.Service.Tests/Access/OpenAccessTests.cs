using System.Net;
using System.Text;

namespace RulesRouter.Service.Tests.Access;

public sealed class OpenAccessTests
{
    [Fact]
    public async Task Service_without_credentials_answers_requests_to_loopback_names_only()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}") };

        async Task<HttpStatusCode> To(string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/policies") { Headers = { Host = host } };
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await To("localhost:1"));
        Assert.Equal(HttpStatusCode.OK, await To("127.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await To("[::1]:8080"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await To("evil.example"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await To("127.0.0.1.evil.example"));
    }

    [Fact]
    public async Task Insecure_service_makes_no_administrative_calls()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path, options => options with { Access = new() { Insecure = true } });

        Assert.Equal(HttpStatusCode.OK, (await service.Decide("""{ "policy": "small", "prompt": "x" }""")).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await service.Decide("""{ "policy": "small", "prompt": "x", "at": "2026-01-01T00:00:00Z" }""")).Status);
    }

    [Fact]
    public async Task Every_answer_has_headers_against_misuse_by_browsers()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}") };
        using var body = new StringContent("""{ "policy": "small", "prompt": "x" }""", Encoding.UTF8, "application/json");

        foreach (var response in new[]
        {
            await client.PostAsync(new Uri("/v1/decisions", UriKind.Relative), body),
            await client.GetAsync(new Uri("/healthz", UriKind.Relative)),
            await client.GetAsync(new Uri("/nowhere", UriKind.Relative)),
        })
        {
            Assert.Equal("nosniff", response.Headers.GetValues("x-content-type-options").Single());
            Assert.Equal("no-store", response.Headers.GetValues("cache-control").Single());
            Assert.Equal("default-src 'none'; frame-ancestors 'none'", response.Headers.GetValues("content-security-policy").Single());
            response.Dispose();
        }
    }
}
