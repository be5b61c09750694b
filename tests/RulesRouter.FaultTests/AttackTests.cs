using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using RulesRouter.FaultTests.Faults;
using RulesRouter.FaultTests.Load;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;
using RulesRouter.Gateway.Tests.Mock;
using RulesRouter.Service.Tests;
using Xunit.Abstractions;

namespace RulesRouter.FaultTests;

/// <summary>Callers that mean no good.</summary>
public sealed class AttackTests(ITestOutputHelper output) : IDisposable
{
    private const int Requests = 10_000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Slow_connections_2100_of_them_fail_no_request_of_others()
    {
        using var policies = new KnownPolicies();
        await using var service = await new ServiceProcess(folder.Path, policies.Current).Start();
        using var slow = await SlowConnections.Open(service.Port, 2_100);
        await using var load = Load.Load.Start(policies, new LoadOptions { Callers = 4, Pause = TimeSpan.FromMilliseconds(5) }, service);
        for (var round = 0; round < 4; round++)
        {
            slow.SendABit();
            await load.More(150);
        }

        (await load.Finish()).AssertFaultless();
        Assert.Equal(2_100, slow.Count);
    }

    /// <summary>RULESROUTER_SEED for other requests than those of every run.</summary>
    [Fact]
    public async Task Hostile_requests_10000_of_them_get_no_5xx()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("RULESROUTER_SEED") ?? "1", CultureInfo.InvariantCulture);
        await using var upstream = await MockUpstream.Start();
        using var policies = new KnownPolicies(providers: KnownPolicies.Calling(upstream.BaseUrl));
        await using var service = new ServiceProcess(folder.Path, policies.Current);
        service.Environment["KEY_ONE"] = "secret";
        await service.Start();
        using var client = new Client(service);
        var known = await KnownPaths.Of(client);
        var statuses = new ConcurrentDictionary<int, int>();
        var failures = new ConcurrentQueue<string>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests).Chunk(100),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (numbers, _) =>
            {
                using var connection = new RawConnection(service.Port);
                foreach (var number in numbers)
                {
                    var request = HostileRequests.Make(new Random((seed * Requests) + number), known);
                    var status = await connection.Send(request);
                    statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
                    if (status >= 500 && !request.MayBe(status))
                    {
                        failures.Enqueue($"request {number}: {status} for {request}");
                    }
                }
            });

        output.WriteLine(string.Join(", ", statuses.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}")));
        Assert.Empty(failures.Take(5));
        Assert.True(statuses.Keys.Count(status => status is >= 200 and < 500) >= 6, "requests do not reach the service");
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/readyz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Post("/v1/decisions", KnownRequest.Public.Json())).Status);
    }
}
