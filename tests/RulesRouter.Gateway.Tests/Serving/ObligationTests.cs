using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RulesRouter.Access;
using RulesRouter.Gateway.Tests.Mock;
using RulesRouter.Language.Access;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>Obligations that the gateway fulfils, and those that it leaves to callers who say that they do.</summary>
public sealed class ObligationTests : IDisposable
{
    /// <summary>Words that are in no file by chance.</summary>
    private const string Prompt = "zebrafinch";
    private const string Said = "quokkanut";

    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-obligations-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_states_that_a_model_wrote_it_where_a_rule_obliges_disclosure(bool stream)
    {
        await using var gateway = await RunningGateway.Start(["openai-chat"], policy: Obliging("disclose: true"));

        foreach (var answer in new[] { await gateway.Chat(stream), await gateway.Messages(stream), await gateway.Responses(stream) })
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal("machine-generated", answer.Headers["x-rulesrouter-disclosure"]);
            Assert.Equal("machine-generated", answer.Extension.GetProperty("disclosure").GetString());
            Assert.False(answer.Headers.ContainsKey("x-rulesrouter-obligations"));
        }
    }

    [Fact]
    public async Task Disclosure_goes_out_with_the_first_keep_alive_event()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat"],
            options => RunningGateway.Within(options, limits => limits with { CommitAfter = TimeSpan.FromMilliseconds(20) }),
            Obliging("disclose: true"));
        var isAlive = new TaskCompletionSource();
        gateway.Upstreams[0].Otherwise = async (context, call) =>
        {
            await isAlive.Task.WaitAsync(context.RequestAborted);
            await MockAnswers.Says("too late")(context, call);
        };
        using var request = RunningGateway.Request(
            "/openai/v1/chat/completions",
            """{"model":"policy/all","stream":true,"messages":[{"role":"user","content":"hi"}]}""");

        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = await reader.ReadLineAsync();
        isAlive.SetResult();

        Assert.Equal(": waiting for an upstream", first);
        Assert.Equal("machine-generated", response.Headers.GetValues("x-rulesrouter-disclosure").Single());
        Assert.Contains("late", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_and_error_state_no_origin_without_cause()
    {
        await using var plain = await RunningGateway.Start(["openai-chat"]);
        await using var obliged = await RunningGateway.Start(["openai-chat"], policy: Obliging("disclose: true"));
        obliged.Upstreams[0].Otherwise = MockAnswers.Error(400, "invalid_request_error", "no");

        foreach (var answer in new[] { await plain.Chat(), await obliged.Chat() })
        {
            Assert.False(answer.Headers.ContainsKey("x-rulesrouter-disclosure"));
        }
    }

    [Fact]
    public async Task Obligation_of_the_caller_denies_only_a_credential_that_does_not_declare_it()
    {
        var (reviewing, entry) = Key("reviewing", "humanReview");
        var (other, otherEntry) = Key("other");
        var keys = Path.Combine(folder, "keys.yaml");
        await File.WriteAllTextAsync(keys, ApiKeyFileWriter.Write([entry, otherEntry]));
        await using var gateway = await RunningGateway.Start(
            ["openai-chat"],
            options => options with { Access = new AccessOptions { KeysPath = keys } },
            Obliging("humanReview: true"));

        var asBearer = await gateway.Chat(headers: ("authorization", $"Bearer {reviewing}"));
        var asKey = await gateway.Messages(headers: ("x-api-key", reviewing));
        var denied = await gateway.Messages(headers: ("x-api-key", other));
        var byHeader = await gateway.Messages(headers: [("x-api-key", other), ("x-rulesrouter-obligations", "humanReview")]);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK],
            new[] { asBearer, asKey, denied, byHeader }.Select(answer => answer.Status));
        Assert.Equal("humanReview", asBearer.Headers["x-rulesrouter-obligations"]);
        Assert.Equal(
            "policy `all` denies the request: the caller does not support obligation humanReview (true) of all/default; an endpoint could answer if the caller supports humanReview",
            denied.Json.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task No_file_or_log_has_a_word_of_a_prompt_or_answer()
    {
        var checks = Path.Combine(folder, "checks.json");
        await File.WriteAllTextAsync(checks, """{ "checks": { "reader": { "command": ["cat"] } } }""");
        using var log = new CapturedLog();
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "anthropic-messages"],
            options => options with
            {
                RecordPath = Path.Combine(folder, "record"),
                OutcomesPath = Path.Combine(folder, "outcomes.sqlite"),
                StatePath = Path.Combine(folder, "state.sqlite"),
                ClassifierPath = null,
                Access = options.Access with { AuditPath = Path.Combine(folder, "audit.jsonl") },
                Gateway = options.Gateway with { ChecksPath = checks },
            },
            Obliging("storePrompts: false", ", checks: { run: [reader], buffer: true }"));
        gateway.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        gateway.Upstreams[0].Then(
            MockAnswers.Error(503, "server_error", $"{Prompt} is down"),
            MockAnswers.Cuts(Said, events: 2),
            MockAnswers.Error(400, "invalid_request_error", $"{Prompt} is wrong"));
        gateway.Upstreams[0].Otherwise = gateway.Upstreams[1].Otherwise = MockAnswers.Says(Said);

        var answers = new List<RunningGateway.Answer>();
        foreach (var stream in (bool[])[false, true, false, true, false])
        {
            var body = $$"""
                {"model":"policy/all","max_tokens":50,"messages":[{"role":"user","content":"the {{Prompt}} is broken, fix it"}],
                 "stream":{{(stream ? "true" : "false")}}}
                """;
            answers.Add(await gateway.Post("/anthropic/v1/messages", body, ("x-rulesrouter-session", "s")));
            answers.Add(await gateway.Post("/openai/v1/chat/completions", body));
        }

        Assert.Contains(answers, answer => answer.Body.Contains(Said, StringComparison.Ordinal));
        var id = answers[^1].Headers["x-rulesrouter-decision-id"];
        var shown = await gateway.Client.GetStringAsync(new Uri($"/v1/decisions/{id}", UriKind.Relative));
        var kept = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => file != checks && Path.GetFileName(file) != "lock")
            .Select(file => (Name: Path.GetFileName(file), Text: Read(file)))
            .Append((Name: "log", Text: string.Join('\n', log.Lines)))
            .Append((Name: "GET /v1/decisions", Text: shown))
            .ToList();
        Assert.Contains(kept, one => one.Text.Contains(id, StringComparison.Ordinal));
        Assert.All(kept, one =>
        {
            Assert.DoesNotContain(Prompt, one.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Said, one.Text, StringComparison.OrdinalIgnoreCase);
        });
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Obliging(string obligation, string select = "") => $$"""
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: all }
        spec:
          rules:
            - { id: default, oblige: { {{obligation}} }, select: { objective: price{{select}} } }
        """;

    private static (string Key, ApiKey Entry) Key(string id, params string[] obligations)
    {
        var key = ApiKeyText.Create(id);
        var caller = new Caller { KeyId = id, Scopes = [AccessScope.Gateway], Obligations = [.. obligations] };
        return (key, new ApiKey(caller, ApiKeyText.HashOf(key)));
    }

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
