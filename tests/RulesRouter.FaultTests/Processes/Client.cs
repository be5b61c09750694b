using System.Net;
using System.Text;
using System.Text.Json;

namespace RulesRouter.FaultTests.Processes;

/// <summary>Calls one service.</summary>
internal sealed class Client(ServiceProcess service) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = service.Url, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>The key it sends; null for none.</summary>
    public string? Key { get; init; }

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Reply> Post(string path, string json) => Send(HttpMethod.Post, path, json);

    public void Dispose() => http.Dispose();

    /// <exception cref="HttpRequestException">There was no answer, or a part of one.</exception>
    private async Task<Reply> Send(HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        if (Key is not null)
        {
            request.Headers.TryAddWithoutValidation("x-api-key", Key);
        }

        using var response = await http.SendAsync(request);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

/// <summary>A whole answer.</summary>
internal sealed record Reply(HttpStatusCode Status, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public bool IsServerError => (int)Status >= 500;
}
