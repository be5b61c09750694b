using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RulesRouter.Service.Tests.Metrics;

public sealed class CollectorTests
{
    [Fact]
    public async Task Collector_receives_traces_metrics_and_logs_by_otlp()
    {
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var collector = WebApplication.CreateSlimBuilder().Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/otel/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var text = Encoding.UTF8.GetString(body.ToArray());
            received.AddOrUpdate(signal, text, (_, before) => before + text);
        });
        await collector.StartAsync();
        using var policies = new SmallPolicies();
        var service = await RunningService.Start(policies.Path, options => options with { OtlpUrl = collector.Urls.First() + "/otel/" });

        var decision = await service.Decide("""{ "policy": "small", "prompt": "hello" }""");
        policies.Write("policy.yaml", "not a policy");
        await RunningService.Until(() => service.Get("/readyz"), answer => answer.Json.GetProperty("problems").GetArrayLength() > 0);
        await service.DisposeAsync();

        Assert.Equal(["logs", "metrics", "traces"], received.Keys.Order());
        Assert.Contains("rulesrouter.decisions", received["metrics"], StringComparison.Ordinal);
        Assert.Contains("POST /v1/decisions", received["traces"], StringComparison.Ordinal);
        Assert.Contains(decision.Json.GetProperty("decisionId").GetString()!, received["traces"], StringComparison.Ordinal);
        Assert.Contains("RulesRouter.Service.Loading", received["logs"], StringComparison.Ordinal);
        Assert.DoesNotContain("hello", string.Concat(received.Values), StringComparison.Ordinal);
    }
}
