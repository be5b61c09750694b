using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace RulesRouter.Suites.Tests.Running;

/// <summary>An OpenAI-compatible API on a free loopback port whose models answer as a test scripts them.</summary>
internal sealed class ScriptedApi : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Dictionary<string, Func<JsonNode, (int Status, string? Content)>> models = new(StringComparer.Ordinal);

    public ScriptedApi()
    {
        var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        Url = $"http://127.0.0.1:{port}/v1";
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        _ = Task.Run(Serve);
    }

    public string Url { get; }

    public List<JsonNode> Requests { get; } = [];

    public Dictionary<string, string?> LastHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="answer">The status, and the content of the message for a success.</param>
    public void Script(string model, Func<JsonNode, (int Status, string? Content)> answer) => models[model] = answer;

    public void Dispose() => listener.Close();

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => Answer(context));
        }
    }

    /// <summary>Each on its own, so that a model that stalls delays no other.</summary>
    private async Task Answer(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var body = JsonNode.Parse(await reader.ReadToEndAsync())!;
        lock (Requests)
        {
            Requests.Add(body);
            foreach (string name in context.Request.Headers)
            {
                LastHeaders[name] = context.Request.Headers[name];
            }
        }

        var (status, content) = models[(string)body["model"]!](body);
        var answer = new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject
            {
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content },
                ["finish_reason"] = "stop",
            }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 100, ["completion_tokens"] = 10 },
            ["rulesrouter"] = new JsonObject { ["endpoint"] = "acme/scripted", ["costUsd"] = 0.25m },
        };
        try
        {
            context.Response.StatusCode = status;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.ToJsonString()));
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The client did not wait.
        }
    }
}
