using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Tests.Mock;
using RulesRouter.Service;
using RulesRouter.Service.Options;

namespace RulesRouter.Gateway.Tests;

/// <summary>The real service in front of mock upstreams: one per provider, which the policy <c>all</c> calls in the order given.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private const string Evidence = "evidence: { source: test, checkedOn: 2026-01-01, expires: 2099-01-01 }";

    private readonly string folder;
    private readonly WebApplication app;

    private RunningGateway(string folder, WebApplication app, ImmutableArray<MockUpstream> upstreams)
    {
        (this.folder, this.app, Upstreams) = (folder, app, upstreams);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public ImmutableArray<MockUpstream> Upstreams { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Providers p0, p1, … with one endpoint each: <c>p0/m0</c> and so on.</summary>
    /// <param name="dialects">As the catalog writes them, one for each provider.</param>
    public static Task<RunningGateway> Start(params string[] dialects) => Start(dialects, null, null);

    /// <param name="policy">Text of the policy <c>all</c>.</param>
    /// <param name="on">Failures beyond availability that lead on.</param>
    /// <param name="endpoints">Further lines of the catalog.</param>
    /// <param name="latency">Of every endpoint: the fields of its measurement, as the catalog writes them.</param>
    /// <param name="upstreamUrl">Base URL of another upstream, which all providers have in place of mocks.</param>
    /// <param name="maxOutputTokens">Of each endpoint.</param>
    public static async Task<RunningGateway> Start(
        string[] dialects,
        Func<ServiceOptions, ServiceOptions>? change = null,
        string? policy = null,
        string? on = null,
        string? endpoints = null,
        string? latency = null,
        string? upstreamUrl = null,
        int maxOutputTokens = 4000)
    {
        var upstreams = await Task.WhenAll(dialects.Select(_ => MockUpstream.Start()));
        var folder = Directory.CreateTempSubdirectory("rulesrouter-gateway-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "catalog.yaml"),
            Catalog(dialects, upstreams, endpoints, latency, upstreamUrl, maxOutputTokens));
        for (var index = 0; index < dialects.Length; index++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"p{index}.yaml"), Only(index));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "policy.yaml"), policy ?? $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: all }
            spec:
              attributes:
                team: { type: text, description: who asks }
              rules:
                - id: default
                  select:
                    objective: ordered
                    prefer: [{{string.Join(", ", dialects.Select((_, index) => $"p{index}/m{index}"))}}]
                    fallback: { max: 8{{(on is null ? "" : $", on: [{on}]")}} }
            """);
        var options = new ServiceOptions
        {
            PoliciesPath = folder,
            Url = "http://127.0.0.1:0",
            ClassifierPath = "none",
            OutcomesPath = null,
            Environment = Enumerable.Range(0, dialects.Length).ToDictionary(index => $"KEY_P{index}", index => $"secret-{index}"),
            Gateway = new GatewayOptions { Limits = new ChainLimits { Connect = TimeSpan.FromSeconds(2) } },
        };
        var app = DecisionService.Build(change?.Invoke(options) ?? options, TimeProvider.System);
        Assert.Equal("", string.Join('\n', DecisionService.ProblemsOf(app)));
        await app.StartAsync();
        return new RunningGateway(folder, app, [.. upstreams]);
    }

    public static ServiceOptions Within(ServiceOptions options, Func<ChainLimits, ChainLimits> change) =>
        options with { Gateway = options.Gateway with { Limits = change(options.Gateway.Limits) } };

    public Task<Answer> Chat(bool stream = false, string model = "policy/all", params (string Name, string Value)[] headers) => Post(
        "/openai/v1/chat/completions",
        $$"""{"model":"{{model}}","messages":[{"role":"user","content":"hi"}]{{(stream ? ""","stream":true""" : "")}}}""",
        headers);

    public Task<Answer> Messages(bool stream = false, string model = "policy/all", params (string Name, string Value)[] headers) => Post(
        "/anthropic/v1/messages",
        $$"""{"model":"{{model}}","max_tokens":50,"messages":[{"role":"user","content":"hi"}]{{(stream ? ""","stream":true""" : "")}}}""",
        headers);

    public Task<Answer> Responses(bool stream = false, string model = "policy/all", params (string Name, string Value)[] headers) => Post(
        "/openai/v1/responses",
        $$"""{"model":"{{model}}","input":"hi"{{(stream ? ""","stream":true""" : "")}}}""",
        headers);

    public async Task<Answer> Post(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = Request(path, body, headers);
        using var response = await Client.SendAsync(request);
        return await Answer.Of(response);
    }

    public static HttpRequestMessage Request(string path, string body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        foreach (var upstream in Upstreams)
        {
            await upstream.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A policy that calls one provider.</summary>
    private static string Only(int index) => $$"""
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p{{index}} }
        spec:
          rules:
            - { id: default, select: { objective: ordered, prefer: [p{{index}}/m{{index}}] } }
        """;

    private static string Catalog(
        string[] dialects,
        MockUpstream[] upstreams,
        string? endpoints,
        string? latency,
        string? upstreamUrl,
        int maxOutputTokens)
    {
        var text = new StringBuilder("apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: { name: mocks }\nspec:\n  providers:\n");
        for (var index = 0; index < dialects.Length; index++)
        {
            text.Append($"    p{index}: {{ api: {{ dialect: {dialects[index]}, ")
                .Append($"baseUrl: \"{upstreamUrl ?? upstreams[index].BaseUrl}\", ")
                .Append($"credential: KEY_P{index} }} }}\n");
        }

        text.Append("  models:\n");
        for (var index = 0; index < dialects.Length; index++)
        {
            text.Append($"    m{index}: {{}}\n");
        }

        text.Append("  endpoints:\n");
        for (var index = 0; index < dialects.Length; index++)
        {
            text.Append($"    p{index}/m{index}: {{ model: m{index}, wireModel: wire-{index}, ")
                .Append($"contextTokens: 100000, maxOutputTokens: {maxOutputTokens}, ")
                .Append("tools: true, reasoning: true, structuredOutput: true, ")
                .Append("inputModalities: [text, image, audio, pdf], outputModalities: [text, audio], ")
                .Append(latency is null ? "" : $"latency: [{{ {Evidence}, {latency} }}], ")
                .Append($"prices: {{ source: test, periods: [{{ input: {index + 1}, output: {2 * (index + 1)} }}] }} }}\n");
        }

        return text.Append(endpoints).ToString();
    }

    /// <summary>A whole response.</summary>
    internal sealed record Answer(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        /// <summary>The extension object, of a body or of the last event with one.</summary>
        public JsonElement Extension => Body.StartsWith('{')
            ? Json.GetProperty("rulesrouter")
            : Events.Select(one => JsonDocument.Parse(one).RootElement).Last(one => one.TryGetProperty("rulesrouter", out _))
                .GetProperty("rulesrouter");

        /// <summary>The data of each event that is a JSON object.</summary>
        public IEnumerable<string> Events => Body.Split('\n')
            .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
            .Select(line => line[6..]);

        /// <summary>Each hop as <c>endpoint</c> or <c>endpoint class</c>.</summary>
        public IEnumerable<string> Hops => Extension.GetProperty("hops").EnumerateArray().Select(hop =>
            $"{hop.GetProperty("endpoint")}{(hop.TryGetProperty("failed", out var failed) ? $" {failed}" : "")}");

        public static async Task<Answer> Of(HttpResponseMessage response) => new(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value)));
    }
}
