using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RulesRouter.State.Tests;
using Xunit.Abstractions;

namespace RulesRouter.Cli.Tests;

/// <summary>Two processes under load on one budget: together they reserve and spend no more than its limit.</summary>
public sealed class SharedBudgetTests(ITestOutputHelper output) : IDisposable
{
    private const int Requests = 600;
    private const int Parallelism = 16;
    private const decimal Limit = 1m;
    private const decimal FirstHop = 0.0004m;
    private const decimal SecondHop = 0.0015m;

    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          budgets: [{ id: month, limitUsd: 1, window: month }]
          rules: [{ id: default, select: { objective: price } }]
        """;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: {}, b: {} }
          models: { m: {}, n: {} }
          endpoints:
            a/m: { model: m, contextTokens: 10000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 1, output: 1 }] } }
            b/n: { model: n, contextTokens: 10000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 2, output: 2 }] } }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("budgets").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("file")]
    [InlineData("redis")]
    public async Task Two_processes_under_load_stay_within_a_budget(string kind)
    {
        using var redis = kind == "redis" ? RedisServer.TryStart() : null;
        if (kind == "redis" && redis is null)
        {
            return;
        }

        Directory.CreateDirectory(Path.Combine(folder, "policies"));
        File.WriteAllText(Path.Combine(folder, "policies", "policy.yaml"), Policy);
        File.WriteAllText(Path.Combine(folder, "policies", "catalog.yaml"), Catalog);
        using var one = Start("one", redis);
        using var other = Start("other", redis);
        try
        {
            await Measure(kind, [await Url(one), await Url(other)]);
        }
        finally
        {
            one.Kill();
            other.Kill();
        }
    }

    /// <summary>Half of the routed decisions are reported with a cost, so that their reservations free what they did not spend.</summary>
    private async Task Measure(string kind, string[] urls)
    {
        using var client = new HttpClient();
        var (spent, open) = (new ConcurrentBag<decimal>(), new ConcurrentBag<decimal>());
        var exhausted = 0;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism },
            async (index, _) =>
            {
                var decision = await Decide(client, urls[index % 2]);
                if (decision.GetProperty("outcome").GetString() == "denied")
                {
                    Assert.Equal("budget-exhausted", decision.GetProperty("denial").GetProperty("code").GetString());
                    Interlocked.Increment(ref exhausted);
                }
                else if (index % 4 < 2)
                {
                    // Each process receives the outcome of one hop, at the same time: both count. At the end the budget leaves one hop.
                    var id = decision.GetProperty("decisionId").GetString()!;
                    var hasSecond = decision.GetProperty("fallbacks").GetArrayLength() > 0;
                    await Task.WhenAll(
                        Report(client, urls[0], id, 0, "wrong", FirstHop),
                        hasSecond ? Report(client, urls[1], id, 1, "right", SecondHop) : Task.CompletedTask);
                    spent.Add(FirstHop + (hasSecond ? SecondHop : 0));
                }
                else
                {
                    open.Add(decision.GetProperty("budgets")[0].GetProperty("reserved").GetDecimal());
                }
            });
        watch.Stop();

        var total = spent.Sum() + open.Sum();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}: 2 processes, {Requests} decisions in {watch.Elapsed.TotalSeconds:0.0} s: {spent.Sum():0.0000} spent and {open.Sum():0.0000} reserved of {Limit} US dollars, {exhausted} denied, {Math.Max(0, total - Limit):0.0000} above the limit"));

        // A second hop that is reported before the first frees what was reserved for both.
        Assert.InRange(total, Limit * 0.98m, Limit + (Parallelism * FirstHop));
        var last = await Decide(client, urls[0]);
        Assert.Equal(total, Math.Round(last.GetProperty("budgets")[0].GetProperty("share").GetDecimal() * Limit, 9));
        Assert.True(exhausted > 0);
    }

    private static Task<JsonElement> Decide(HttpClient client, string url) => Post(
        client,
        $"{url}/v1/decisions",
        """{ "policy": "p", "task": "chat", "estimate": { "inputTokens": 1000, "outputTokens": 100 } }""");

    private static Task<JsonElement> Report(HttpClient client, string url, string decision, int hop, string verdict, decimal usd) => Post(
        client,
        $"{url}/v1/outcomes",
        JsonSerializer.Serialize(new { decisionId = decision, hop, verdict, source = "tests", costUsd = usd }));

    private Process Start(string name, RedisServer? redis)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "rulesrouter.dll"),
            "serve",
            "--policies",
            Path.Combine(folder, "policies"),
            "--url",
            "http://127.0.0.1:0",
            "--no-record",
            "--classifier",
            "none",
            "--decision-key",
            Path.Combine(folder, "decision-key"),
            "--outcomes",
            Path.Combine(folder, $"{name}-outcomes.db"),
            "--state",
            Path.Combine(folder, redis is null ? "state.db" : $"{name}-state.db"),
            .. redis is null ? Array.Empty<string>() : ["--redis", redis.Configuration],
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
    }

    private static async Task<string> Url(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("serving ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return line.Split(" at ")[^1].Split(',')[0];
            }
        }

        throw new InvalidOperationException("the service did not start");
    }

    private static async Task<JsonElement> Post(HttpClient client, string url, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(url), body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
