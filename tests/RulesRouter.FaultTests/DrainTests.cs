using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RulesRouter.FaultTests.Load;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;
using RulesRouter.Gateway.Tests.Mock;
using RulesRouter.Service.Tests;

namespace RulesRouter.FaultTests;

/// <summary>What a service does after SIGTERM.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Readiness_fails_at_once_while_requests_are_still_answered()
    {
        using var policies = new KnownPolicies();
        await using var service = new ServiceProcess(folder.Path, policies.Current, "--drain-delay", "5s");
        await service.Start();
        using var client = new Client(service);

        service.AskToStop();
        Reply? ready = null;
        await Until.True(
            async () => (ready = await client.Get("/readyz")).Status == HttpStatusCode.ServiceUnavailable,
            TimeSpan.FromSeconds(4),
            () => "ready after SIGTERM");
        var decision = await client.Post("/v1/decisions", KnownRequest.Public.Json());
        var code = await service.Exited();

        Assert.True(ready!.Json.GetProperty("stopping").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, decision.Status);
        Assert.Equal(0, code);
        using var later = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => later.ConnectAsync(IPAddress.Loopback, service.Port));
    }

    /// <summary>As behind a load balancer, which sends no more once it finds that the service is not ready.</summary>
    [Fact]
    public async Task Load_that_ends_when_readiness_fails_loses_no_request()
    {
        using var policies = new KnownPolicies();
        await using var service = new ServiceProcess(folder.Path, policies.Current, "--drain-delay", "5s");
        await service.Start();
        await using var load = Load.Load.Start(policies, new LoadOptions(), service);
        using var client = new Client(service);
        await load.More(200);

        service.AskToStop();
        await Until.True(
            async () => (await client.Get("/readyz")).Status == HttpStatusCode.ServiceUnavailable,
            TimeSpan.FromSeconds(4),
            () => "ready after SIGTERM");
        var verdict = await load.Finish();
        var code = await service.Exited();

        Assert.Equal(0, code);
        verdict.AssertFaultless();
        await service.Start();
        Assert.Empty(await Losses.Find(verdict, service));
    }

    [Fact]
    public async Task Stream_in_flight_is_finished_and_new_connections_are_refused()
    {
        await using var upstream = await MockUpstream.Start();
        var goOn = new TaskCompletionSource();
        upstream.Otherwise = async (context, call) =>
        {
            var events = MockAnswers.Stream(call.Path, "first second").ToList();
            await MockAnswers.Events(context, events.Take(2));
            await goOn.Task;
            await MockAnswers.Events(context, events.Skip(2));
        };
        using var policies = Calling(upstream);
        await using var service = new ServiceProcess(folder.Path, policies.Current);
        service.Environment["KEY_ONE"] = "secret";
        await service.Start();
        using var client = new HttpClient { BaseAddress = service.Url };
        using var response = await Stream(client);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = await reader.ReadLineAsync();

        service.AskToStop();
        await Until.True(async () => !await Accepts(service), TimeSpan.FromSeconds(10), () => "new connections are accepted");
        goOn.SetResult();
        var rest = await reader.ReadToEndAsync();
        var code = await service.Exited();

        Assert.StartsWith("data: {", first, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", rest, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Stream_that_does_not_end_is_closed_after_the_drain_timeout()
    {
        await using var upstream = await MockUpstream.Start();
        upstream.Otherwise = MockAnswers.Stalls("first second", 2);
        using var policies = Calling(upstream);
        await using var service = new ServiceProcess(folder.Path, policies.Current, "--drain-timeout", "1s");
        service.Environment["KEY_ONE"] = "secret";
        await service.Start();
        using var client = new HttpClient { BaseAddress = service.Url };
        using var response = await Stream(client);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await reader.ReadLineAsync();

        var watch = Stopwatch.StartNew();
        service.AskToStop();
        await Assert.ThrowsAnyAsync<IOException>(reader.ReadToEndAsync);
        var code = await service.Exited();

        Assert.Equal(0, code);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 10);
        Assert.Contains("closed 1 connections whose requests did not finish within 1 s", service.Log, StringComparison.Ordinal);
    }

    private static KnownPolicies Calling(MockUpstream upstream) => new(providers: KnownPolicies.Calling(upstream.BaseUrl));

    private static Task<HttpResponseMessage> Stream(HttpClient client)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/openai/v1/chat/completions", UriKind.Relative))
        {
            Content = new StringContent(
                """{ "model": "policy/known", "stream": true, "messages": [{ "role": "user", "content": "hi" }] }""",
                Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Add("x-rulesrouter-attribute-sensitivity", "public");
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<bool> Accepts(ServiceProcess service)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, service.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
