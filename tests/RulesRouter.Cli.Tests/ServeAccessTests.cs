using System.Diagnostics;
using System.Net;
using System.Text;

namespace RulesRouter.Cli.Tests;

/// <summary>The real program with a file of keys.</summary>
public sealed class ServeAccessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("serve-access-").FullName;

    /// <summary>Neither accepted, wrong nor malformed credentials appear in anything that the service writes.</summary>
    [Fact]
    public async Task Nothing_that_the_service_writes_holds_a_key()
    {
        var keys = Path.Combine(folder, "keys.yaml");
        var key = Terminal.RunAt(DateTimeOffset.UtcNow, "keys", "create", "ci", "--scope", "decide", "--keys", keys).Output.Trim();
        var wrong = key[..^5] + "WRONG";
        using var process = Start("--keys", keys, "--audit-log", Path.Combine(folder, "audit.jsonl"));
        var errors = process.StandardError.ReadToEndAsync();
        var log = new StringBuilder();
        try
        {
            var url = "";
            while (url.Length == 0 && await process.StandardOutput.ReadLineAsync() is { } line)
            {
                log.AppendLine(line);
                url = line.StartsWith("serving ", StringComparison.Ordinal) ? line.Split(" at ")[^1].Split(',')[0] : "";
            }

            var rest = process.StandardOutput.ReadToEndAsync();
            using var client = new HttpClient { BaseAddress = new Uri(url) };
            Assert.Equal(HttpStatusCode.OK, await Decide(client, "authorization", $"Bearer {key}"));
            Assert.Equal(HttpStatusCode.Unauthorized, await Decide(client, "authorization", $"Bearer {wrong}"));
            Assert.Equal(HttpStatusCode.Unauthorized, await Decide(client, "authorization", key));
            Assert.Equal(HttpStatusCode.Unauthorized, await Decide(client, "x-api-key", wrong));
            Assert.Equal(HttpStatusCode.Unauthorized, await Decide(client, "api-key", key));
            using (var query = await client.GetAsync(new Uri($"/v1/policies?key={key}", UriKind.Relative)))
            {
                Assert.Equal(HttpStatusCode.Unauthorized, query.StatusCode);
            }

            Terminal.RunAt(DateTimeOffset.UtcNow, "keys", "revoke", "ci", "--keys", keys);
            var clock = Stopwatch.StartNew();
            while (await Decide(client, "x-api-key", key) == HttpStatusCode.OK)
            {
                await Task.Delay(20);
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"accepted for {clock.Elapsed}");
            process.Kill();
            log.Append(await rest).Append(await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        var written = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (file, File.ReadAllText(file, Encoding.Latin1)))
            .Append(("log", log.ToString()));
        foreach (var (file, text) in written)
        {
            Assert.True(!text.Contains(key[6..^6], StringComparison.Ordinal), $"{file} holds a key");
        }

        Assert.Contains("callers need an API key", log.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<HttpStatusCode> Decide(HttpClient client, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/decisions")
        {
            Content = new StringContent("""{ "policy": "small", "prompt": "hello" }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private Process Start(params string[] more)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "rulesrouter.dll"), "serve", "--policies", Repository.TestData("serve"),
            "--url", "http://127.0.0.1:0", "--record", Path.Combine(folder, "record"),
            "--outcomes", Path.Combine(folder, "outcomes.db"), .. more,
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
    }
}
