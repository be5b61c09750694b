using System.Net;
using System.Net.Sockets;
using System.Text;
using RulesRouter.Access;

namespace RulesRouter.Service.Tests.Access;

public sealed class CallerRateTests
{
    [Fact]
    public async Task Requests_over_the_rate_of_a_key_are_429_and_other_keys_are_not_limited()
    {
        var (limited, limitedEntry) = KeyedService.Key("limited", AccessScope.Decide);
        var (free, freeEntry) = KeyedService.Key("free", AccessScope.Decide);
        await using var service = await KeyedService.Start([With(limitedEntry, new CallerLimits(0.1, 3, null)), freeEntry]);

        var statuses = new List<HttpStatusCode>();
        for (var request = 0; request < 5; request++)
        {
            statuses.Add((await service.Decide(limited)).Status);
        }

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests],
            statuses);
        using var response = await service.Response(
            HttpMethod.Post, "/v1/decisions", """{ "policy": "small", "prompt": "x" }""", ("x-api-key", limited));
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        Assert.StartsWith(
            "key `limited` may make 0.1 requests per second; try again in ",
            (await RunningService.Answer.Of(response)).Json.GetProperty("detail").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(free)).Status);
    }

    [Fact]
    public async Task Key_without_limits_has_those_of_the_service()
    {
        var (one, oneEntry) = KeyedService.Key("one", AccessScope.Decide);
        var (two, twoEntry) = KeyedService.Key("two", AccessScope.Decide);
        await using var service = await KeyedService.Start(
            [oneEntry, With(twoEntry, new CallerLimits(1000, null, null))],
            change: access => access with { Limits = new CallerLimits(0.01, 1, null) });

        Assert.Equal(HttpStatusCode.OK, (await service.Decide(one)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await service.Decide(one)).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(two)).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(two)).Status);
    }

    /// <summary>A request is running while its body is incomplete.</summary>
    [Fact]
    public async Task Concurrent_requests_over_the_maximum_of_a_key_are_429()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([With(entry, new CallerLimits(null, null, 1))]);
        var head = $"POST /v1/decisions HTTP/1.1\r\nhost: 127.0.0.1\r\nx-api-key: {key}\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{{";

        var open = await Opened();
        var rejected = await RunningService.Until(
            async () =>
            {
                if (open.Available > 0)
                {
                    // It came while another request was running, and was rejected itself.
                    open.Dispose();
                    open = await Opened();
                }

                return await service.Decide(key);
            },
            answer => answer.Status == HttpStatusCode.TooManyRequests);
        open.Dispose();

        Assert.Equal(
            "key `one` has 1 requests running, which is its maximum; try again in a second",
            rejected.Json.GetProperty("detail").GetString());
        await RunningService.Until(() => service.Decide(key), answer => answer.Status == HttpStatusCode.OK);

        async Task<TcpClient> Opened()
        {
            var connection = new TcpClient("127.0.0.1", service.Service.Port);
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            return connection;
        }
    }

    private static ApiKey With(ApiKey entry, CallerLimits limits) => entry with { Caller = entry.Caller with { Limits = limits } };
}
