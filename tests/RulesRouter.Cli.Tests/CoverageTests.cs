using System.Text.Json;
using System.Xml.Linq;

namespace RulesRouter.Cli.Tests;

public sealed class CoverageTests : IDisposable
{
    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: small }
        spec:
          providers: { alpha: {} }
          models: { m: {} }
          endpoints:
            "alpha/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, prices: { periods: [{ input: 2, output: 8 }] } }
        """;

    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: chat }
        spec:
          rules:
            - id: urgent
              priority: 1
              when: deadlineMs < 1000
              oblige: { audit: full }
            - id: default
              select: { objective: price }
        """;

    private const string Suite = """
        apiVersion: rulesrouter/v1
        kind: PolicyTest
        metadata: { name: chat }
        spec:
          policy: chat
          at: 2026-06-01T12:00:00Z
          cases:
            - name: plain
              request: { prompt: hello }
              expect: { outcome: routed }

        """;

    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    public CoverageTests()
    {
        Write("catalog.yaml", Catalog);
        Write("policy.yaml", Policy);
        Write("tests.yaml", Suite);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Uncovered_items_are_listed_with_their_location()
    {
        var result = Terminal.Run("coverage", root, "--classifier", "none");

        Assert.Equal(
            $"""
            {root}/policy.yaml
              6:11    no case in which rule `urgent` matches
              8:13    no case in which `deadlineMs < 1000` is false in rule `urgent`
              8:13    no case in which `deadlineMs < 1000` is true in rule `urgent`
              10:11   no case in which chat: `chat/default` selects and no other rule applies
            rules: 0 of 1 (0.0%)
            branches: 1 of 3 (33.3%)
            deciding comparisons: 0 of 0 (100.0%)
            regions: 1 of 2 (50.0%)

            """,
            result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Coverage_below_the_threshold_exits_with_1()
    {
        var result = Terminal.Run("coverage", root, "--classifier", "none", "--threshold", "50");

        Assert.Equal(
            "error: coverage of rules is 0.0%, below the minimum of 50%\nerror: coverage of branches is 33.3%, below the minimum of 50%\n",
            result.Error);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(0, Terminal.Run("coverage", root, "--threshold", "50", "--of", "regions").ExitCode);
        Assert.Equal(
            (2, "error: --threshold must be a percentage from 0 to 100, found 101\n"),
            (Terminal.Run("coverage", root, "--threshold", "101").ExitCode, Terminal.Run("coverage", root, "--threshold", "101").Error));
    }

    [Fact]
    public void Suggested_cases_cover_everything_when_pasted()
    {
        var suggested = Terminal.Run("test", root, "--classifier", "none", "--suggest").Output;
        Write("tests.yaml", Suite + suggested);

        var tests = Terminal.Run("test", root, "--classifier", "none");
        Assert.Equal(("", 0), (tests.Error, tests.ExitCode));
        Assert.Equal(0, Terminal.Run("coverage", root, "--classifier", "none", "--threshold", "100").ExitCode);
        Assert.StartsWith(
            "# every rule, branch",
            Terminal.Run("test", root, "--classifier", "none", "--suggest").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Coverage_is_printed_as_json_cobertura_sarif_and_annotations()
    {
        using var json = JsonDocument.Parse(Terminal.Run("coverage", root, "--format", "json").Output);
        Assert.Equal("branches", json.RootElement.GetProperty("shares")[1].GetProperty("kind").GetString());

        var xml = XDocument.Parse(Terminal.Run("coverage", root, "--format", "cobertura").Output).Root!;
        Assert.Equal(
            "33% (1/3)",
            xml.Descendants("line").Single(line => line.Attribute("number")!.Value == "8").Attribute("condition-coverage")!.Value);
        Assert.Equal("0.3333", xml.Attribute("branch-rate")!.Value);

        using var sarif = JsonDocument.Parse(Terminal.Run("coverage", root, "--format", "sarif").Output);
        Assert.Equal(4, sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
        Assert.Contains("::notice file=", Terminal.Run("coverage", root, "--format", "github").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Undetected_mutants_are_listed_with_their_location()
    {
        var result = Terminal.Run("test", root, "--classifier", "none", "--mutate");

        Assert.Contains(
            $"{root}/policy.yaml:9:17: no test detects that in rule `urgent` obligation audit was removed\n",
            result.Output,
            StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(0, Terminal.Run("test", root, "--classifier", "none", "--mutate", "--threshold", "0").ExitCode);
        Assert.Equal(
            "error: --threshold needs --mutate; for coverage, use `rulesrouter coverage`\n",
            Terminal.Run("test", root, "--threshold", "1").Error);
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(root, file), text);
}
