using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RulesRouter.Service.Options;
using RulesRouter.Service.Tests.Metrics;

namespace RulesRouter.Service.Tests;

/// <summary>The real service on a free port of this machine.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 9, 1, 20, 0, 0, TimeSpan.Zero);

    private readonly WebApplication app;
    private readonly HttpClient client;

    private RunningService(WebApplication app)
    {
        this.app = app;
        Metrics = new CountedMetrics(app.Services.GetRequiredService<IMeterFactory>());
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public CountedMetrics Metrics { get; }

    public int Port => client.BaseAddress!.Port;

    public IServiceProvider Services => app.Services;

    public static async Task<RunningService> Start(string policies, Func<ServiceOptions, ServiceOptions>? change = null)
    {
        var options = new ServiceOptions
        {
            PoliciesPath = policies,
            Url = "http://127.0.0.1:0",
            PollInterval = TimeSpan.FromMilliseconds(50),
            Loading = new LoadingOptions { SettleTime = TimeSpan.FromMilliseconds(20) },
        };
        var app = DecisionService.Build(change?.Invoke(options) ?? options, new StoppedClock());
        await app.StartAsync();
        return new RunningService(app);
    }

    public async Task<Answer> Get(string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await Answer.Of(response);
    }

    public Task<Answer> Decide(string json) => Post("/v1/decisions", json);

    public async Task<Answer> Post(string path, string content, string type = "application/json")
    {
        using var body = new StringContent(content, Encoding.UTF8, type);
        return await Post(path, body);
    }

    public async Task<Answer> Post(string path, HttpContent body)
    {
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), body);
        return await Answer.Of(response);
    }

    /// <summary>Asks until the answer is as wanted: what happens off the request path shows in nothing but answers.</summary>
    public static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> holds)
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var answer = await ask();
            if (holds(answer))
            {
                return answer;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"it stays at {await ask()}");
    }

    public async ValueTask DisposeAsync()
    {
        Metrics.Dispose();
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>What came back.</summary>
    internal sealed record Answer(HttpStatusCode Status, string Type, string Text)
    {
        public JsonElement Json { get; } = Type.Contains("json", StringComparison.Ordinal) ? JsonDocument.Parse(Text).RootElement : default;

        public string? Chosen => Json.TryGetProperty("chosen", out var chosen) ? chosen.GetProperty("endpoint").GetString() : null;

        /// <summary>Chosen and fallbacks, in order.</summary>
        public IReadOnlyList<string> Chain => Chosen is null
            ? []
            : [Chosen, .. Json.GetProperty("fallbacks").EnumerateArray().Select(hop => hop.GetProperty("endpoint").GetString()!)];

        public static async Task<Answer> Of(HttpResponseMessage response) =>
            new(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync());
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
