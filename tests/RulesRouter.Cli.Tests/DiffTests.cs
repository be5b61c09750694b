using System.Diagnostics;
using System.Text.Json;
using Git = LibGit2Sharp;

namespace RulesRouter.Cli.Tests;

/// <summary>
/// Two states of a small repository: the first commit forbids retention of proprietary prompts, the working folder allows 30 days.
/// </summary>
public sealed class DiffTests : IDisposable
{
    private const string Request =
        """{ "policy": "chat", "estimate": { "inputTokens": 1000, "outputTokens": 100 }, "attributes": { "level": "secret" } }""";

    private static readonly string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: chat }
        spec:
          attributes:
            level: { type: enum, values: [open, secret], default: open }
          rules:
            - id: secrets
              when: level == "secret"
              constrain: { dataRetentionDays: { max: 0 } }
            - id: default
              select: { objective: price }
        """;

    private static readonly string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: small }
        spec:
          providers:
            alpha:
              compliance: [{ evidence: { source: contract }, dataRetentionDays: 0 }]
            beta:
              compliance: [{ evidence: { source: contract }, dataRetentionDays: 30 }]
          models:
            m: {}
          endpoints:
            "alpha/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, prices: { periods: [{ input: 2, output: 8 }] } }
            "beta/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, prices: { periods: [{ input: 1, output: 4 }] } }
        """;

    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    public DiffTests()
    {
        Write("policies/chat/policy.yaml", Policy);
        Write("policies/catalog/small.yaml", Catalog);
        Write("requests.jsonl", Request + "\n" + Request.Replace("secret", "open", StringComparison.Ordinal) + "\n");
        Git.Repository.Init(root);
        using var repository = new Git.Repository(root);
        Git.Commands.Stage(repository, "*");
        var author = new Git.Signature("a", "a@example.org", Terminal.Now);
        repository.Commit("first", author, author, new Git.CommitOptions());
        Write("policies/chat/policy.yaml", Policy.Replace("max: 0", "max: 30", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Revision_is_compared_with_a_folder_and_a_weaker_request_fails()
    {
        var (code, output, error) = Run("diff", "HEAD", "policies", "--requests", "requests.jsonl", "--at", "2026-06-01T12:00:00Z");

        Assert.Equal("", error);
        Assert.Equal(
            """
            HEAD → policies

            policy chat
              ~ rule secrets
                  constrain.dataRetentionDays.max: 0 → 30

            all requests to chat
              WEAKER: constraint dataRetentionDays.max gets weaker: 0 → 30
                  example: {"request":{"policy":"chat","attributes":{"level":"secret"}},"text":{"characters":0,"messages":1},"classification":{"source":"pinned","task":"other"}}

            on 2 recorded requests, 1 decision changes (50.0%)
                         1  another endpoint, or another reason for denial
                         1  other constraints or obligations
              US dollars of tokens per 1,000 requests: $2.1000 → $1.4000 -33.3%

            changed decisions
                         1  chat: alpha/m → beta/m

            WEAKER: 1 request is less protected than before (--format json lists all; --allow-weaker accepts them)
                         1  chat: a hop's dataRetentionDays 0 → 30
                            example: requests.jsonl:1
                         1  chat: constraint dataRetentionDays.max 0 → 30
                            example: requests.jsonl:1


            """,
            output);
        Assert.Equal(1, code);
    }

    [Fact]
    public void Parent_revision_and_path_are_accepted()
    {
        Assert.Equal(0, Run("diff", "HEAD:policies", "HEAD").Code);
        Assert.Equal((2, "", "error: revision `HEAD` has no folder `nowhere`\n"), Run("diff", "HEAD:nowhere", "policies"));
        Assert.Equal((2, "", "error: `nope` does not exist: it is neither a folder nor a git revision; use a folder, main:policies or HEAD~1\n"), Run("diff", "nope"));
    }

    /// <summary>The same diagnostic as on disk, and no content of the file at the link's end.</summary>
    [Theory]
    [InlineData("policies/more.yaml", "../../outside.yaml", "more.yaml")]
    [InlineData("policies/more.yaml", "/etc/hostname", "more.yaml")]
    [InlineData("policies/more.yaml", "../requests.jsonl", "more.yaml")]
    [InlineData("policies/more.yaml", "more.yaml", "more.yaml")]
    [InlineData("policies/more", "../other", "more")]
    public void Link_that_leaves_the_folder_of_a_revision_is_an_error(string link, string target, string shown)
    {
        Write("other/policy.yaml", Policy);
        CommitLinks((link, target));

        Assert.Equal(
            (3, "", $"""
                error: HEAD does not load
                HEAD:policies/{shown}:1:1: error RR0005: the link leaves the folder
                       = help: copy its target into the folder, or name the target's folder as another path

                """),
            Run("diff", "HEAD", "HEAD~1"));
    }

    [Fact]
    public void Links_within_the_folder_of_a_revision_are_read_as_on_disk()
    {
        File.Move(Path.Combine(root, "policies", "catalog", "small.yaml"), Path.Combine(root, "policies", "catalog", "small.txt"));
        CommitLinks(("policies/catalog/small.yaml", "./small.txt"), ("policies/again", "catalog"), ("current", "policies"));

        Assert.Equal(0, Run("diff", "HEAD", "HEAD~1").Code);
        Assert.Equal(0, Run("diff", "HEAD:current", "HEAD~1").Code);
        Assert.Equal(0, Run("diff", "HEAD:current/chat/policy.yaml", "HEAD:policies/chat/policy.yaml").Code);
    }

    [Fact]
    public void Broken_link_and_submodule_of_a_revision_are_named()
    {
        CommitLinks(("policies/more.yaml", "gone.yaml"));
        Assert.Equal(
            (2, "", "error: `HEAD:policies/more.yaml` is a link to `policies/gone.yaml`, which the revision does not have\n"),
            Run("diff", "HEAD", "HEAD~1"));

        CommitLinks(("shared", "/etc"));
        Assert.Equal((2, "", "error: `HEAD:shared` is a link that leaves the repository\n"), Run("diff", "HEAD:shared", "HEAD~1"));

        using (var repository = new Git.Repository(root))
        {
            Commit(
                repository,
                tree => tree.Remove("shared").Remove("policies/more.yaml").AddGitLink("policies/vendored", repository.Head.Tip.Id));
        }

        Assert.Equal(
            (2, "", "error: `HEAD:policies/vendored` is a submodule, whose files the revision does not have; check both revisions out and compare the folders\n"),
            Run("diff", "HEAD", "HEAD~3"));
    }

    [Fact]
    public void Weaker_protection_is_proved_without_requests_and_allowed_by_an_option()
    {
        var requests = Path.Combine(root, "requests.jsonl");
        var before = Path.Combine(root, "before");
        Write("before/policy.yaml", Policy);
        Write("before/catalog.yaml", Catalog);

        Assert.Equal(1, Terminal.Run("diff", before, Path.Combine(root, "policies")).ExitCode);
        Assert.Equal(0, Terminal.Run("diff", before, Path.Combine(root, "policies"), "--requests", requests, "--allow-weaker").ExitCode);
        Assert.Equal(0, Terminal.Run("diff", Path.Combine(root, "policies"), before, "--requests", requests).ExitCode);
    }

    [Fact]
    public void Catalogs_are_compared_under_the_policies_of_a_third_folder()
    {
        Write("june/catalog.yaml", Catalog);
        Write("july/catalog.yaml", Catalog.Replace("input: 1, output: 4", "input: 3, output: 12", StringComparison.Ordinal));

        var result = Terminal.Run(
            "diff",
            Path.Combine(root, "june"),
            Path.Combine(root, "july"),
            "--policies",
            Path.Combine(root, "policies"),
            "--requests",
            Path.Combine(root, "requests.jsonl"));

        Assert.Contains("  ~ beta/m  price.input 1 → 3 (+200.0%)\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  2  chat: beta/m → alpha/m\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void Json_lists_every_weakened_request()
    {
        var (_, output, _) = Run("diff", "HEAD", "--requests", "requests.jsonl", "--format", "json");

        using var json = JsonDocument.Parse(output);
        Assert.True(json.RootElement.GetProperty("isWeaker").GetBoolean());
        Assert.Equal(
            "requests.jsonl:1",
            json.RootElement.GetProperty("effect").GetProperty("weakened")[0].GetProperty("ids")[0].GetString());
    }

    [Fact]
    public void Markdown_starts_with_the_verdict_and_escapes_tables()
    {
        var (_, output, _) = Run("diff", "HEAD", "--requests", "requests.jsonl", "--format", "markdown");

        var lines = output.Split('\n');
        Assert.Equal("### Routing policies: `HEAD` → `policies`", lines[0]);
        Assert.Equal("**⚠ Compliance gets weaker for 1 of 2 recorded requests.**", lines[2]);
        Assert.Contains("| 1 | `chat` | constraint dataRetentionDays.max 0 → 30 | `requests.jsonl:1` |", lines);
        Assert.Contains("| `chat` | rule secrets: constrain.dataRetentionDays.max | `0` | `30` |", lines);
    }

    [Fact]
    public void Annotations_are_errors_at_the_weakening_rule() =>
        Assert.Contains(
            "::error file=policies/chat/policy.yaml,line=8,col=11,title=RR0711 weaker compliance::1 request of policy chat: constraint dataRetentionDays.max 0 → 30 (example: requests.jsonl:1)\n",
            Run("diff", "HEAD", "--requests", "requests.jsonl", "--format", "github").Output,
            StringComparison.Ordinal);

    [Fact]
    public void Sarif_has_the_location_of_the_weakening_rule()
    {
        using (var repository = new Git.Repository(root))
        {
            Git.Commands.Stage(repository, "*");
            var author = new Git.Signature("a", "a@example.org", Terminal.Now);
            repository.Commit("second", author, author, new Git.CommitOptions());
        }

        var (code, output, _) = Run("diff", "HEAD~1", "HEAD", "--requests", "requests.jsonl", "--format", "sarif");

        using var sarif = JsonDocument.Parse(output);
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(1, code);
        Assert.All(
            results,
            result => Assert.Equal(
                ("RR0711", "error"),
                (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString())));
        Assert.All(results.Select(result => result.GetProperty("locations")[0].GetProperty("physicalLocation")), place => Assert.Equal(
            ("policies/chat/policy.yaml", 8),
            (
                place.GetProperty("artifactLocation").GetProperty("uri").GetString(),
                place.GetProperty("region").GetProperty("startLine").GetInt32())));
        Assert.Contains(
            results,
            result =>
                result.GetProperty("message").GetProperty("text").GetString() == "1 request of policy chat: constraint dataRetentionDays.max 0 → 30 (example: requests.jsonl:1)");
    }

    [Fact]
    public void Missing_or_empty_log_is_a_usage_error()
    {
        Write("empty.jsonl", "\n");
        Write("broken.jsonl", "nonsense\n");
        var folder = Path.Combine(root, "policies");

        Assert.Equal("error: `no-such-file` does not exist\n", Terminal.Run("diff", folder, folder, "--requests", "no-such-file").Error);
        Assert.Equal(
            "error: no request could be replayed\n",
            Terminal.Run("diff", folder, folder, "--requests", Path.Combine(root, "empty.jsonl")).Error);
        var broken = Path.Combine(root, "broken.jsonl");
        Assert.Equal(
            $"error: no request could be replayed: {broken}:1: expected JSON, error at byte 2\n",
            Terminal.Run("diff", folder, folder, "--requests", broken).Error);
    }

    [Fact]
    public void Revision_that_does_not_load_is_reported_by_name()
    {
        Write("bad/policy.yaml", Policy.Replace("level ==", "levle ==", StringComparison.Ordinal));
        Write("bad/catalog.yaml", Catalog);

        var result = Terminal.Run("diff", Path.Combine(root, "policies"), Path.Combine(root, "bad"));

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith($"error: {Path.Combine(root, "bad")} does not load\n", result.Error, StringComparison.Ordinal);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>In a separate process, because the git repository is found from the current directory.</summary>
    /// <summary>Commits the working directory, and then the links alone.</summary>
    private void CommitLinks(params (string Path, string Target)[] links)
    {
        using var repository = new Git.Repository(root);
        Git.Commands.Stage(repository, "*");
        Commit(repository, _ => Git.TreeDefinition.From(repository.Index.WriteToTree()));
        Commit(repository, tree =>
        {
            foreach (var (path, target) in links)
            {
                using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(target));
                tree.Add(path, repository.ObjectDatabase.CreateBlob(content), Git.Mode.SymbolicLink);
            }

            return tree;
        });
    }

    private static void Commit(Git.Repository repository, Func<Git.TreeDefinition, Git.TreeDefinition> change)
    {
        var author = new Git.Signature("a", "a@example.org", Terminal.Now);
        var tree = repository.ObjectDatabase.CreateTree(change(Git.TreeDefinition.From(repository.Head.Tip)));
        var commit = repository.ObjectDatabase.CreateCommit(author, author, "next", tree, [repository.Head.Tip], prettifyMessage: false);
        repository.Refs.UpdateTarget(repository.Refs.Head.ResolveToDirectReference(), commit.Id);
    }

    private (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var process =
            Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rulesrouter.dll"), .. arguments])
            {
                WorkingDirectory = root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = System.Text.Encoding.UTF8,
            })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
