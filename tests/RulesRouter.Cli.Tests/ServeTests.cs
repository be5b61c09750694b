using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace RulesRouter.Cli.Tests;

public sealed class ServeTests
{
    [Theory]
    [InlineData("error: `nonsense` is not an address to listen on; use for example http://127.0.0.1:8080\n", "--url", "nonsense")]
    [InlineData("error: `http://127.0.0.1:99999` is not an address to listen on; use for example http://127.0.0.1:8080\n", "--url", "http://127.0.0.1:99999")]
    [InlineData("error: `http://[::1];http://*` is not an address to listen on; use for example http://127.0.0.1:8080\n", "--url", "http://[::1];http://*")]
    [InlineData("error: `https://127.0.0.1` needs a certificate; name its files with --tls-certificate and --tls-key\n", "--url", "https://127.0.0.1")]
    public void Bad_listen_address_is_a_usage_error(string expected, params string[] options)
    {
        var result = Terminal.Run(["serve", "--no-record", .. options]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(expected, result.Error.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("error: --allow-at needs a loopback address such as http://127.0.0.1:8080, found `http://0.0.0.0:8080`\n", "--url", "http://0.0.0.0:8080", "--insecure", "--allow-at")]
    [InlineData("error: --key-attribute needs a loopback address such as http://127.0.0.1:8080, found `http://*:8080`\n", "--url", "http://*:8080", "--insecure", "--key-attribute", "team=ide")]
    [InlineData("error: `http://0.0.0.0:8080` can be reached from other machines, and callers need no credential; require one with --keys or --oidc-issuer, or allow everyone with --insecure\n", "--url", "http://0.0.0.0:8080")]
    [InlineData("error: `http://loopback:8080` can be reached from other machines, and callers need no credential; require one with --keys or --oidc-issuer, or allow everyone with --insecure\n", "--url", "http://loopback:8080")]
    [InlineData("error: `http://[::]:8080` can be reached from other machines, and callers need no credential; require one with --keys or --oidc-issuer, or allow everyone with --insecure\n", "--url", "http://[::]:8080")]
    [InlineData("error: --otlp must be an http or https URL such as http://127.0.0.1:4318, found `collector:4317`\n", "--otlp", "collector:4317")]
    [InlineData("error: --oidc-issuer must be an https URL, found `http://issuer.example`\n", "--oidc-issuer", "http://issuer.example", "--oidc-audience", "x")]
    [InlineData("error: --oidc-issuer and --oidc-audience need each other: without an audience, a token for any other service would do\n", "--oidc-issuer", "https://issuer.example")]
    [InlineData("error: --insecure allows everyone, and --keys and --oidc-issuer do not; keep one\n", "--insecure", "--keys", "keys.yaml")]
    [InlineData("error: `missing.yaml` does not exist\n", "--keys", "missing.yaml")]
    [InlineData("error: no policy declares attribute `nosuch`\n", "--url", "http://127.0.0.1:0", "--no-outcomes", "--key-attribute", "nosuch=1")]
    public void Setting_for_trusted_callers_is_checked_before_the_service_starts(string expected, params string[] options)
    {
        var result = Terminal.Run(["serve", "--no-record", "--policies", Repository.TestData("serve"), .. options]);

        Assert.Equal((2, expected), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public void Port_in_use_is_reported()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var result = Terminal.Run("serve", "--no-record", "--policies", Repository.TestData("serve"), "--url", url);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            $"error: {url} is in use by another program; choose another address with --url\n",
            result.Error.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Unwritable_record_names_the_options_to_use()
    {
        var folder = Repository.TestData("serve");

        var result = Terminal.Run("serve", "--policies", folder, "--record", folder, "--url", "http://127.0.0.1:0");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"error: decisions cannot be recorded in `{folder}`: ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "; name another folder or file with --record, or use --no-record\n",
            result.Error.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proposed_next_command_names_an_existing_policy()
    {
        using var process = Start(Path.Combine(Directory.CreateTempSubdirectory("rulesrouter-").FullName, "decisions.jsonl"));
        try
        {
            var url = await Url(process);
            var line = await process.StandardOutput.ReadLineAsync();
            while (line?.Contains("/v1/decisions", StringComparison.Ordinal) == false)
            {
                line = await process.StandardOutput.ReadLineAsync();
            }

            Assert.Equal(
                $$"""  curl -s {{url}}/v1/decisions -H 'content-type: application/json' -d '{"policy":"small","prompt":"Write unit tests for a date parser."}'""",
                line);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Record_of_a_killed_process_has_every_answered_decision()
    {
        var record = Path.Combine(Directory.CreateTempSubdirectory("rulesrouter-").FullName, "decisions.jsonl");
        using var process = Start(record);
        try
        {
            var url = await Url(process);
            using var client = new HttpClient { BaseAddress = new Uri(url) };
            var answered = new List<string>();
            for (var round = 0; round < 20; round++)
            {
                var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Decide(client)));
                answered.AddRange(ids);
            }

            var last = Enumerable.Range(0, 20).Select(_ => Decide(client)).ToList();
            process.Kill();
            answered.AddRange(await Answered(last));
            await process.WaitForExitAsync();

            // An incomplete last line was being written when the process died; its decision was not sent.
            var text = await File.ReadAllTextAsync(record);
            var recorded = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(IdOf).ToHashSet();
            Assert.All(answered, id => Assert.Contains(id, recorded));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            Directory.Delete(Path.GetDirectoryName(record)!, recursive: true);
        }
    }

    /// <summary>Another process stores an outcome that cannot be learned from.</summary>
    [Fact]
    public async Task An_outcome_that_cannot_be_read_is_logged_and_does_not_end_the_service()
    {
        var folder = Directory.CreateTempSubdirectory("rulesrouter-").FullName;
        var outcomes = Path.Combine(folder, "outcomes.db");
        using var process = Start(Path.Combine(folder, "record"), "--outcomes", outcomes);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(await Url(process)) };
            await using (var store = new SqliteConnection($"Data Source={outcomes};Pooling=False"))
            {
                await store.OpenAsync();
                await using var insert = store.CreateCommand();
                insert.CommandText =
                    """
                    INSERT INTO outcomes (epoch, decision, hop, sequence, endpoint, alone, verdict, source, at, content)
                    VALUES (1, 'd', 0, 0, 'p/m', 1, 'splendid', 'user', '2026-06-01T00:00:00Z', '{}')
                    """;
                await insert.ExecuteNonQueryAsync();
            }

            const string Logged = "what cannot be read does not count: row 1 of the outcome store: unknown verdict `splendid`";
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains(Logged, StringComparison.Ordinal))
            {
            }

            Assert.NotEmpty(await Decide(client));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Every_answered_decision_of_a_killed_process_is_in_the_record_and_known_to_outcomes()
    {
        var folder = Directory.CreateTempSubdirectory("rulesrouter-").FullName;
        var (record, outcomes) = (Path.Combine(folder, "record"), Path.Combine(folder, "outcomes.db"));
        var answered = new List<string>();
        for (var kill = 0; kill < 5; kill++)
        {
            using var process = Start(record, "--outcomes", outcomes);
            using var client = new HttpClient { BaseAddress = new Uri(await Url(process)) };
            foreach (var _ in Enumerable.Range(0, 10 * kill))
            {
                answered.Add(await Decide(client));
            }

            var last = Enumerable.Range(0, 20).Select(_ => Decide(client)).ToList();
            process.Kill();
            answered.AddRange(await Answered(last));
            await process.WaitForExitAsync();
        }

        using var again = Start(record, "--outcomes", outcomes);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(await Url(again)) };
            foreach (var id in answered)
            {
                using var body = new StringContent(
                    JsonSerializer.Serialize(new { decisionId = id, verdict = "right", source = "tests" }),
                    Encoding.UTF8,
                    "application/json");
                using var response = await client.PostAsync(new Uri("/v1/outcomes", UriKind.Relative), body);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }

            Assert.True(answered.Count >= 100);
            var second = Start(record, "--outcomes", outcomes);
            await second.WaitForExitAsync();
            Assert.Equal(2, second.ExitCode);
            Assert.Equal(
                $"error: decisions cannot be recorded in `{record}`: another process writes this record and holds `{Path.Combine(record, "lock")}`; stop it, or give this instance a record of its own; name another folder or file with --record, or use --no-record\n",
                (await second.StandardError.ReadToEndAsync()).ReplaceLineEndings("\n"));
        }
        finally
        {
            again.Kill();
            await again.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(string record, params string[] more)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "rulesrouter.dll");
        string[] arguments =
        [
            program,
            "serve",
            "--policies",
            Repository.TestData("serve"),
            "--url",
            "http://127.0.0.1:0",
            "--record",
            record,
            .. more,
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return Process.Start(start)!;
    }

    private static async Task<string> Url(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("serving ", StringComparison.Ordinal))
            {
                return line.Split(" at ")[^1].Split(',')[0];
            }
        }

        throw new InvalidOperationException("the service did not start");
    }

    private static async Task<string> Decide(HttpClient client)
    {
        using var body = new StringContent("""{ "policy": "small", "prompt": "hello" }""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/v1/decisions", UriKind.Relative), body);
        using var parsed = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return parsed.RootElement.GetProperty("decisionId").GetString()!;
    }

    private static async Task<List<string>> Answered(IEnumerable<Task<string>> asked)
    {
        var ids = new List<string>();
        foreach (var one in asked)
        {
            try
            {
                ids.Add(await one);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
            {
                // Not answered: the process had ended.
            }
        }

        return ids;
    }

    /// <summary>Empty for an incomplete line, whose decision was not sent.</summary>
    private static string IdOf(string line)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            return parsed.RootElement.GetProperty("decisionId").GetString()!;
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
