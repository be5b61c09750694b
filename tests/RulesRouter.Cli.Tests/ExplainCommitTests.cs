using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using RulesRouter.Service;
using RulesRouter.Service.Options;

namespace RulesRouter.Cli.Tests;

/// <summary>Decisions by policies from git are decided again by the files of their commit.</summary>
public sealed class ExplainCommitTests : IDisposable
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          rules:
            - { id: default, select: { objective: expected-cost } }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("explain-git-").FullName;

    private string Upstream => Path.Combine(folder, "upstream");

    public void Dispose()
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.Attributes = FileAttributes.Normal;
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Decision_is_reproduced_from_the_repository_at_its_commit_with_the_weights_of_the_service()
    {
        var commit = Commit(Policy);
        var (id, sent) = await Decided();
        Assert.Contains($"\"commit\":\"{commit}\"", sent, StringComparison.Ordinal);
        Assert.Contains("\"learnedEpoch\":1", sent, StringComparison.Ordinal);

        // The branch has moved on.
        Commit(Policy.Replace("expected-cost", "price", StringComparison.Ordinal));
        string[] weight = ["--verdict-weight", "tests=0.25"];

        Assert.EndsWith(
            $"reproduced byte for byte: the {Encoding.UTF8.GetByteCount(sent)} bytes that were sent",
            Explain(id, 0, ["--repository", Upstream, .. weight]),
            StringComparison.Ordinal);
        Assert.Contains("the state is another", Explain(id, 1, "--repository", Upstream), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_that_no_repository_at_hand_has_is_named()
    {
        var commit = Commit(Policy);
        var (id, _) = await Decided();
        Commit(Policy.Replace("expected-cost", "price", StringComparison.Ordinal));
        var checkout = Path.Combine(Upstream, "policies");

        Assert.Contains(
            $"  commit {commit} decided, and no repository at hand has it: name one with --repository",
            Explain(id, 1, "--policies", checkout, "--verdict-weight", "tests=0.25"),
            StringComparison.Ordinal);
        var empty = Path.Combine(folder, "empty");
        Git("init", "-q", empty);
        Assert.Equal(
            $"error: `{empty}` has no commit {commit}; fetch it, or name another repository with --repository",
            Explain(id, 2, "--repository", empty));
    }

    /// <summary>A decision that had learned from one outcome.</summary>
    private async Task<(string Id, string Sent)> Decided()
    {
        await using var service = DecisionService.Build(
            new ServiceOptions
            {
                PoliciesPath = "policies",
                Url = "http://127.0.0.1:0",
                ClassifierPath = "none",
                RecordPath = Path.Combine(folder, "record"),
                OutcomesPath = Path.Combine(folder, "outcomes.db"),
                VerdictWeights = VerdictWeights.Default.With(Economics.VerdictSource.Tests, 0.25),
                Loading = new LoadingOptions { GitUrl = Upstream, StatePath = Path.Combine(folder, "state") },
            },
            TimeProvider.System);
        await service.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };
        var (first, sent) = await Decide(client);
        await Post(client, "/v1/outcomes", $$"""{ "decisionId": "{{first}}", "verdict": "wrong", "source": "tests" }""");
        var id = first;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30) && !HasLearned(sent);)
        {
            await Task.Delay(50);
            (id, sent) = await Decide(client);
        }

        await service.StopAsync();
        return (id, sent);
    }

    private static bool HasLearned(string sent) => sent.Contains("\"learnedEpoch\":1", StringComparison.Ordinal);

    private string Explain(string id, int code, params string[] more)
    {
        var result = Terminal.Run(
            [
                "explain",
                id,
                "--record",
                Path.Combine(folder, "record"),
                "--outcomes",
                Path.Combine(folder, "outcomes.db"),
                "--classifier",
                "none",
                .. more,
            ]);
        Assert.True(code == result.ExitCode, result.Output + result.Error);
        return (result.Output + result.Error).Trim();
    }

    private string Commit(string policy)
    {
        if (!Directory.Exists(Upstream))
        {
            Git("init", "-q", "-b", "main", Upstream);
            Directory.CreateDirectory(Path.Combine(Upstream, "policies"));
            File.WriteAllText(Path.Combine(Upstream, "policies", "catalog.yaml"), TwoModels.Catalog);
        }

        File.WriteAllText(Path.Combine(Upstream, "policies", "policy.yaml"), policy);
        Git("-C", Upstream, "add", "-A");
        Git("-C", Upstream, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "policies");
        return Git("-C", Upstream, "rev-parse", "HEAD").Trim();
    }

    private static string Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static async Task<(string Id, string Sent)> Decide(HttpClient client)
    {
        var sent = await Post(
            client,
            "/v1/decisions",
            """{ "policy": "p", "task": "chat", "prompt": "Hello there", "maxOutputTokens": 100 }""");
        return (JsonDocument.Parse(sent).RootElement.GetProperty("decisionId").GetString()!, sent);
    }

    private static async Task<string> Post(HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }
}
