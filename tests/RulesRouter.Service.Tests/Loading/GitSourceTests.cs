using System.Diagnostics;
using System.Net;
using System.Text.Json;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests.Loading;

/// <summary>Policies from a real repository on the disk.</summary>
public sealed class GitSourceTests : IDisposable
{
    private static readonly string OnlyTwo = SmallPolicies.Policy.Replace(
        "- id: no-interns",
        "- id: nowhere-but-two\n      when: \"true\"\n      constrain: { providers: { allow: [two] } }\n    - id: no-interns",
        StringComparison.Ordinal);

    private readonly SmallPolicies first = new();
    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-git-").FullName;

    public GitSourceTests()
    {
        Run("git", "init", "-q", "-b", "main", Upstream);
        Directory.CreateDirectory(Path.Combine(Upstream, "policies"));
        foreach (var file in Directory.GetFiles(first.Path))
        {
            File.Copy(file, Path.Combine(Upstream, "policies", Path.GetFileName(file)));
        }

        FirstCommit = Commit("the first policies");
    }

    private string Upstream => Path.Combine(folder, "upstream");

    private string FirstCommit { get; }

    public void Dispose()
    {
        first.Dispose();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.Attributes = FileAttributes.Normal;
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_new_commit_is_loaded_and_decisions_health_and_metrics_name_it()
    {
        await using var service = await Start();
        Assert.Equal(FirstCommit, (await Decide(service)).Json.GetProperty("commit").GetString());

        var second = CommitPolicy(OnlyTwo);
        await Until(service, ready => ready.GetProperty("commit").GetString() == second);

        var answer = await Decide(service);
        Assert.Equal((second, "two/m"), (answer.Json.GetProperty("commit").GetString(), answer.Chosen));
        var revision = answer.Json.GetProperty("revision").GetString();
        Assert.Equal(1, service.Metrics.Sum($"rulesrouter.revision{{revision={revision},commit={second}}}"));
    }

    [Fact]
    public async Task A_fetch_can_be_triggered_by_one_call()
    {
        await using var service = await Start(loading => loading with { GitInterval = TimeSpan.FromHours(1) });
        var second = CommitPolicy(OnlyTwo);

        var answer = await service.Post("/v1/policies:reload", "");

        Assert.Equal(second, answer.Json.GetProperty("commit").GetString());
    }

    [Fact]
    public async Task A_rollback_to_a_commit_stays_until_the_branch_has_other_policies()
    {
        await using var service = await Start();
        var second = CommitPolicy(OnlyTwo);
        await Until(service, ready => ready.GetProperty("commit").GetString() == second);

        var back = await service.Post("/v1/policies:rollback", $$"""{ "commit": "{{FirstCommit[..10]}}" }""");
        await service.Post("/v1/policies:reload", "");

        Assert.Equal((HttpStatusCode.OK, FirstCommit), (back.Status, back.Json.GetProperty("commit").GetString()));
        var answer = await Decide(service);
        Assert.Equal((FirstCommit, "one/m"), (answer.Json.GetProperty("commit").GetString(), answer.Chosen));
        var third = CommitPolicy(OnlyTwo.Replace("Who asks.", "Who sends it.", StringComparison.Ordinal));
        await Until(service, ready => ready.GetProperty("commit").GetString() == third);
    }

    [Fact]
    public async Task A_commit_outside_the_branch_is_no_rollback()
    {
        await using var service = await Start();
        Run("git", "-C", Upstream, "switch", "-q", "-c", "other");
        var other = CommitPolicy(OnlyTwo);
        Run("git", "-C", Upstream, "switch", "-q", "main");

        var answer = await service.Post("/v1/policies:rollback", $$"""{ "commit": "{{other}}" }""");

        Assert.Equal(
            (HttpStatusCode.Conflict, $"no commit `{other}` is known; give at least 7 digits of its name"),
            (answer.Status, answer.Json.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task The_last_accepted_revision_serves_while_the_repository_is_down()
    {
        await using (var before = await Start())
        {
            await Decide(before);
        }

        Directory.Move(Upstream, Upstream + "-gone");
        JsonElement ready;
        await using (var service = await Start())
        {
            ready = (await service.Get("/readyz")).Json;
        }

        Assert.Equal((true, FirstCommit), (ready.GetProperty("ready").GetBoolean(), ready.GetProperty("commit").GetString()));
        Assert.Equal(
            $"error RR0801: `{Upstream}` does not exist; name a repository by its path or URL with --git-url; the last known commit stays",
            ready.GetProperty("problems")[0].GetString());
        Directory.Delete(Path.Combine(folder, "state", "git"), recursive: true);
        await using var withoutCopy = await Start();
        var kept = (await withoutCopy.Get("/readyz")).Json;
        Assert.Equal(
            (FirstCommit, "last accepted"),
            (kept.GetProperty("commit").GetString(), kept.GetProperty("servesFrom").GetString()));
    }

    [Fact]
    public async Task A_deleted_branch_is_a_problem_and_its_last_commit_serves()
    {
        await using var service = await Start();
        Run("git", "-C", Upstream, "switch", "-q", "-c", "other");
        Run("git", "-C", Upstream, "branch", "-q", "-D", "main");

        await service.Post("/v1/policies:reload", "");

        var ready = (await service.Get("/readyz")).Json;
        Assert.Equal(
            $"error RR0801: branch or tag `main` of `{Upstream}` was deleted; the last known commit stays; restore it, or name another one with --git-ref",
            Assert.Single(ready.GetProperty("problems").EnumerateArray()).GetString());
        Assert.Equal(FirstCommit, (await Decide(service)).Json.GetProperty("commit").GetString());

        Run("git", "-C", Upstream, "switch", "-q", "-c", "main");
        var second = CommitPolicy(OnlyTwo);
        await service.Post("/v1/policies:reload", "");
        Assert.Equal(second, (await Decide(service)).Json.GetProperty("commit").GetString());
    }

    [Theory]
    [InlineData("nowhere", "has no branch or tag `nowhere`; name one of its branches or tags")]
    [InlineData("main", "revision `main` has no folder `elsewhere`")]
    public async Task A_branch_or_folder_that_does_not_exist_is_a_problem(string branch, string problem)
    {
        await using var service = await RunningService.Start(
            branch == "main" ? "elsewhere" : "policies",
            options => With(options) with { Loading = With(options).Loading with { GitRef = branch } });

        var ready = await service.Get("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Contains(problem, ready.Json.GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_can_be_loaded()
    {
        Run("git", "-C", Upstream, "-c", "user.name=a", "-c", "user.email=a@example.org", "tag", "-a", "v1", "-m", "v1");
        CommitPolicy(OnlyTwo);

        await using var service = await Start(loading => loading with { GitRef = "v1" });

        Assert.Equal(FirstCommit, (await Decide(service)).Json.GetProperty("commit").GetString());
    }

    [Fact]
    public async Task Only_commits_of_allowed_signers_load_where_they_must_be_signed()
    {
        var key = Path.Combine(folder, "key");
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key);
        var signers = Path.Combine(folder, "signers");
        await File.WriteAllTextAsync(signers, "ada@example.org " + await File.ReadAllTextAsync(key + ".pub"));
        await using var service = await Start(loading => loading with { GitSigners = signers });
        var unsigned = (await service.Get("/readyz")).Json;

        Assert.Contains(
            $"error RR0801: commit {FirstCommit[..7]} of `{Upstream}` is not loaded: it is not signed",
            unsigned.GetProperty("problems")[0].GetString(),
            StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Upstream, "policies", "policy.yaml"), OnlyTwo);
        var signed = Commit("signed", "-c", "gpg.format=ssh", "-c", $"user.signingkey={key}", "-c", "commit.gpgsign=true");
        await Until(service, ready => ready.GetProperty("commit").GetString() == signed);

        var stranger = Path.Combine(folder, "stranger");
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", stranger);
        File.WriteAllText(Path.Combine(Upstream, "policies", "policy.yaml"), SmallPolicies.Policy);
        Commit("by a stranger", "-c", "gpg.format=ssh", "-c", $"user.signingkey={stranger}", "-c", "commit.gpgsign=true");
        var rejected = await Until(service, ready => ready.GetProperty("problems").GetArrayLength() > 0);

        Assert.Equal(signed, rejected.GetProperty("commit").GetString());
        Assert.Contains(
            "its signature is not of an allowed signer",
            rejected.GetProperty("problems")[0].GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "does not exist")]
    [InlineData("plain", "is not a git repository")]
    public async Task A_path_without_a_repository_is_a_problem_that_says_what_to_name(string name, string reason)
    {
        Directory.CreateDirectory(Path.Combine(folder, "plain"));
        var url = Path.Combine(folder, name);
        await using var service = await Start(loading => loading with { GitUrl = url });

        var problem = (await service.Get("/readyz")).Json.GetProperty("problems")[0].GetString();

        Assert.EndsWith(
            $"`{url}` {reason}; name a repository by its path or URL with --git-url",
            problem,
            StringComparison.Ordinal);
    }

    private static async Task<RunningService.Answer> Decide(RunningService service) =>
        await service.Decide("""{ "policy": "small", "prompt": "hello" }""");

    private static Task<JsonElement> Until(RunningService service, Func<JsonElement, bool> holds) =>
        RunningService.Until(async () => (await service.Get("/readyz")).Json, holds);

    private static void Run(string program, params string[] arguments) => Output(program, arguments);

    private static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private Task<RunningService> Start(Func<LoadingOptions, LoadingOptions>? change = null) => RunningService.Start(
        "policies",
        options => With(options) with { Loading = change?.Invoke(With(options).Loading) ?? With(options).Loading });

    private ServiceOptions With(ServiceOptions options) => options with
    {
        Loading = options.Loading with
        {
            GitUrl = Upstream,
            GitInterval = TimeSpan.FromMilliseconds(50),
            StatePath = Path.Combine(folder, "state"),
        },
    };

    private string CommitPolicy(string policy)
    {
        File.WriteAllText(Path.Combine(Upstream, "policies", "policy.yaml"), policy);
        return Commit("change");
    }

    private string Commit(string message, params string[] settings)
    {
        Run("git", "-C", Upstream, "add", "-A");
        Run("git", ["-C", Upstream, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", .. settings, "commit", "-q", "-m", message]);
        return Output("git", "-C", Upstream, "rev-parse", "HEAD").Trim();
    }
}
