using System.Diagnostics;
using System.Text.RegularExpressions;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using Git = LibGit2Sharp;

namespace RulesRouter.Cli.Tests;

/// <summary>Runs the CI files for users unchanged, in a repository that changes one price.</summary>
public sealed partial class ContinuousIntegrationTests : IDisposable
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata:
          name: chat
        spec:
          rules:
            - id: urgent
              when: deadlineMs < 1000
              oblige:
                audit: full
            - id: default
              select:
                objective: price

        """;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata:
          name: small
        spec:
          providers:
            alpha: {}
          models:
            m: {}
          endpoints:
            "alpha/m":
              model: m
              contextTokens: 100000
              maxOutputTokens: 10000
              prices:
                periods:
                  - { input: 2, output: 8 }

        """;

    private const string Suite = """
        apiVersion: rulesrouter/v1
        kind: PolicyTest
        metadata:
          name: chat
        spec:
          policy: chat
          at: 2026-06-01T12:00:00Z
          cases:
            - name: plain
              request: { estimate: { inputTokens: 10, outputTokens: 10 } }
              expect: { outcome: routed }

        """;

    /// <summary>GitHub's command line as far as the action uses it: one comment, stored in files.</summary>
    private const string GhStub = """
        #!/bin/sh
        case "$*" in
          *--paginate*) if [ -f comment.md ]; then echo 42; fi ;;
          *)
            for word in "$@"; do
              case "$word" in
                POST | PATCH) method=$word ;;
                repos/*) address=$word ;;
                body=@*) cp "${word#body=@}" comment.md ;;
              esac
            done
            echo "$method $address" >> calls.txt ;;
        esac

        """;

    private static readonly Dictionary<string, string> Context = new()
    {
        ["inputs.policies"] = "policies",
        ["inputs.base"] = "HEAD",
        ["inputs.requests"] = "requests.jsonl",
        ["inputs.coverage"] = "0",
        ["inputs.allow-weaker"] = "false",
        ["inputs.comment"] = "true",
        ["github.token"] = "token",
        ["github.repository"] = "acme/policies",
        ["github.event.pull_request.number"] = "7",
    };

    private static readonly string Copied = Path.Combine(Repository.Root, "policies", "ci");

    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    public ContinuousIntegrationTests()
    {
        Write("policies/chat/policy.yaml", Policy);
        Write("policies/chat/tests.yaml", Suite);
        Write("policies/catalog/small.yaml", Catalog);
        Write("requests.jsonl", """{ "policy": "chat", "estimate": { "inputTokens": 1000, "outputTokens": 100 } }""" + "\n");
        Write("bin/rulesrouter", $"#!/bin/sh\nexec dotnet {Path.Combine(AppContext.BaseDirectory, "rulesrouter.dll")} \"$@\"\n");
        Git.Repository.Init(root);
        using var repository = new Git.Repository(root);
        Git.Commands.Stage(repository, "policies/*");
        var author = new Git.Signature("a", "a@example.org", Terminal.Now);
        repository.Commit("first", author, author, new Git.CommitOptions());
        Write("policies/catalog/small.yaml", Catalog.Replace("input: 2", "input: 3", StringComparison.Ordinal));
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
    public void Every_step_of_the_action_runs_and_the_summary_shows_the_effect()
    {
        foreach (var step in Steps.Where(step => NameOf(step) != "comment"))
        {
            var (code, output) = Run(step);
            Assert.True(code == 0, $"{NameOf(step)}: {code}\n{output}");
        }

        var summary = File.ReadAllText(Path.Combine(root, "summary.md"));
        Assert.Contains("| US dollars of tokens per 1,000 requests | $2.8000 | $3.8000 | +35.7% |", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_comment_is_created_once_and_updated_after_that()
    {
        Write("bin/gh", GhStub);
        Assert.Equal(0, Run(Steps.Single(step => NameOf(step) == "effect")).Code);
        var comment = Steps.Single(step => NameOf(step) == "comment");

        var runs = new[] { Run(comment), Run(comment), Run(comment) };

        Assert.All(runs, run => Assert.True(run.Code == 0, run.Output));
        Assert.Equal(
            [
                "POST repos/acme/policies/issues/7/comments",
                "PATCH repos/acme/policies/issues/comments/42",
                "PATCH repos/acme/policies/issues/comments/42",
            ],
            File.ReadAllLines(Path.Combine(root, "calls.txt")));
        var body = File.ReadAllText(Path.Combine(root, "comment.md"));
        Assert.StartsWith(
            "<!-- rulesrouter diff -->\n### Routing policies: `HEAD:policies` → `policies`\n",
            body,
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_comparison_leaves_the_pull_request_without_a_comment()
    {
        Write("bin/gh", GhStub);

        var run = Run(Steps.Single(step => NameOf(step) == "comment"));

        Assert.True(run.Code == 0, run.Output);
        Assert.False(File.Exists(Path.Combine(root, "calls.txt")));
    }

    [Fact]
    public void The_copy_command_of_the_README_overwrites_no_file()
    {
        Write("README.md", "ours");
        Write(".pre-commit-config.yaml", "ours");
        var readme = File.ReadAllText(Path.Combine(Copied, "README.md"));
        var command = CopyCommand().Match(readme).Groups[1].Value.Replace("policies/ci/", Copied + "/", StringComparison.Ordinal);

        var run = Run($"{command} || true", []);

        Assert.Equal("", run.Output);
        string[] kept = ["README.md", ".pre-commit-config.yaml"];
        Assert.All(kept, file => Assert.Equal("ours", File.ReadAllText(Path.Combine(root, file))));
        Assert.True(File.Exists(Path.Combine(root, ".github", "workflows", "policies.yml")));
        Assert.True(File.Exists(Path.Combine(root, ".github", "actions", "rulesrouter", "action.yml")));
    }

    [Fact]
    public void Workflow_passes_only_inputs_that_the_action_declares()
    {
        var action = Yaml(".github/actions/rulesrouter/action.yml");
        var job = (YamlMapping)((YamlMapping)Yaml(".github/workflows/policies.yml")["jobs"]!)["policies"]!;
        var call = ((YamlSequence)job["steps"]!).Items.Cast<YamlMapping>()
            .Single(step => step["uses"] is YamlScalar { Text: "./.github/actions/rulesrouter" });

        Assert.All(
            ((YamlMapping)call["with"]!).Entries,
            given => Assert.Contains(given.Key.Text, ((YamlMapping)action["inputs"]!).Entries.Select(entry => entry.Key.Text)));
    }

    [Fact]
    public void Every_hook_runs()
    {
        var hooks = (YamlSequence)((YamlMapping)((YamlSequence)Yaml(".pre-commit-config.yaml")["repos"]!).Items[0])["hooks"]!;

        Assert.All(hooks.Items.Cast<YamlMapping>(), hook =>
        {
            var (code, output) = Run(((YamlScalar)hook["entry"]!).Text, []);
            Assert.True(code == 0, $"{((YamlScalar)hook["id"]!).Text}: {code}\n{output}");
        });
    }

    private static IEnumerable<YamlMapping> Steps =>
        ((YamlSequence)((YamlMapping)Yaml(".github/actions/rulesrouter/action.yml")["runs"]!)["steps"]!).Items.Cast<YamlMapping>();

    private static string NameOf(YamlMapping step) => ((YamlScalar)step["name"]!).Text;

    private static YamlMapping Yaml(string file) =>
        (YamlMapping)YamlReader.Read(file, File.ReadAllBytes(Path.Combine(Copied, file)), new DiagnosticBag())!;

    /// <summary>Runs a step of the action with its environment.</summary>
    private (int Code, string Output) Run(YamlMapping step) => Run(
        ((YamlScalar)step["run"]!).Text,
        ((YamlMapping)step["env"]!).Entries.ToDictionary(
            entry => entry.Key.Text,
            entry => Expression().Replace(((YamlScalar)entry.Value).Text, expression => Context[expression.Groups[1].Value])));

    /// <summary>As GitHub runs a step with <c>shell: bash</c>.</summary>
    private (int Code, string Output) Run(string script, Dictionary<string, string> environment)
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (var tool in Directory.EnumerateFiles(Path.Combine(root, "bin")))
            {
                File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(root, "bin")}:{start.Environment["PATH"]}";
        start.Environment["GITHUB_STEP_SUMMARY"] = Path.Combine(root, "summary.md");
        start.Environment["RUNNER_TEMP"] = root;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    [GeneratedRegex(@"\$\{\{ ([a-z._-]+) \}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\$ (cp [^\n]*)")]
    private static partial Regex CopyCommand();
}
