using System.Collections.Immutable;
using System.Text;
using RulesRouter.Access;
using RulesRouter.Language.Access;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests.Access;

/// <summary>A running service whose callers need a key, and the file of its keys.</summary>
internal sealed class KeyedService : IAsyncDisposable
{
    private readonly SmallPolicies policies;
    private readonly string folder;
    private readonly HttpClient client;

    private KeyedService(SmallPolicies policies, string folder, RunningService service)
    {
        this.policies = policies;
        this.folder = folder;
        Service = service;
        client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}") };
    }

    public RunningService Service { get; }

    public string KeysPath => Path.Combine(folder, "keys.yaml");

    public string AuditPath => Path.Combine(folder, "audit.jsonl");

    public IReadOnlyList<string> Audit => File.Exists(AuditPath) ? File.ReadAllLines(AuditPath) : [];

    public static async Task<KeyedService> Start(
        ImmutableArray<ApiKey> keys,
        string? policy = null,
        Func<AccessOptions, AccessOptions>? change = null)
    {
        var policies = new SmallPolicies();
        if (policy is not null)
        {
            policies.Write("policy.yaml", policy);
        }

        var folder = Directory.CreateTempSubdirectory("access-").FullName;
        var path = Path.Combine(folder, "keys.yaml");
        await File.WriteAllTextAsync(path, ApiKeyFileWriter.Write(keys));
        var access = new AccessOptions { KeysPath = path, AuditPath = Path.Combine(folder, "audit.jsonl") };
        var service = await RunningService.Start(policies.Path, options => options with { Access = change?.Invoke(access) ?? access });
        return new KeyedService(policies, folder, service);
    }

    /// <summary>A new key and its entry.</summary>
    public static (string Key, ApiKey Entry) Key(string id, params AccessScope[] scopes)
    {
        var key = ApiKeyText.Create(id);
        return (key, new ApiKey(new Caller { KeyId = id, Scopes = [.. scopes] }, ApiKeyText.HashOf(key)));
    }

    public void Write(ImmutableArray<ApiKey> keys) => Replace(ApiKeyFileWriter.Write(keys));

    public void Replace(string content)
    {
        File.WriteAllText(KeysPath + ".new", content);
        File.Move(KeysPath + ".new", KeysPath, overwrite: true);
    }

    public Task<RunningService.Answer> Decide(string? key, string json = """{ "policy": "small", "prompt": "hello" }""") =>
        Send(HttpMethod.Post, "/v1/decisions", json, key is null ? [] : [("authorization", $"Bearer {key}")]);

    public Task<RunningService.Answer> Get(string path, string? key) =>
        Send(HttpMethod.Get, path, null, key is null ? [] : [("x-api-key", key)]);

    public async Task<RunningService.Answer> Send(
        HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var response = await Response(method, path, json, headers);
        return await RunningService.Answer.Of(response);
    }

    public Task<HttpResponseMessage> Response(
        HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Service.DisposeAsync();
        policies.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
