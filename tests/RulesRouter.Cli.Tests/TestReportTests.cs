using System.Text.Json;

namespace RulesRouter.Cli.Tests;

/// <summary>Reports of `rulesrouter test` on failed cases and violated properties.</summary>
public sealed class TestReportTests : IDisposable
{
    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: small }
        spec:
          providers: { alpha: {}, beta: {} }
          models: { m: {} }
          endpoints:
            "alpha/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, prices: { periods: [{ input: 2, output: 8 }] } }
            "beta/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, prices: { periods: [{ input: 4, output: 16 }] } }
        """;

    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: chat }
        spec:
          rules:
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
              expect: { chosen: beta/* }
          properties:
            - name: no request is routed
              then: 'decision: outcome == "denied"'

        """;

    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    public TestReportTests()
    {
        Write("catalog.yaml", Catalog);
        Write("policy.yaml", Policy);
        Write("tests.yaml", Suite);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Sarif_has_the_location_of_each_failure()
    {
        var result = Terminal.Run("test", root, "--classifier", "none", "--format", "sarif");

        using var sarif = JsonDocument.Parse(result.Output);
        var found = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["RR0702 8 plain: chosen: expected beta/*, got alpha/m", "RR0703 12 no request is rout"], found.Select(Shown));
    }

    [Fact]
    public void Long_denial_shows_its_last_reasons()
    {
        var denials = string.Concat(
            Enumerable.Range(10, 12).Select(
                rule => $"    - id: refuse{rule}\n      when: stream == null or stream or not stream\n      deny: true\n"));
        Write("policy.yaml", Policy.Replace("  rules:\n", "  rules:\n" + denials, StringComparison.Ordinal));
        Write("tests.yaml", Suite.Replace("\"denied\"", "\"routed\"", StringComparison.Ordinal));

        var result = Terminal.Run("test", root, "--classifier", "none");

        Assert.Contains(
            $"decision: denied, the last 8 of 27 reasons: {string.Join("; ", Enumerable.Range(14, 8).Select(rule => $"chat/refuse{rule}: denied"))}\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_of_a_passing_run_has_no_results()
    {
        Write(
            "tests.yaml",
            Suite[..Suite.IndexOf("  properties:", StringComparison.Ordinal)].Replace("beta/*", "alpha/m", StringComparison.Ordinal));

        var result = Terminal.Run("test", root, "--classifier", "none", "--format", "sarif");

        using var sarif = JsonDocument.Parse(result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(0, sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    private static string Shown(JsonElement result)
    {
        var text = result.GetProperty("message").GetProperty("text").GetString()!;
        var line = result.GetProperty("locations")[0]
            .GetProperty("physicalLocation")
            .GetProperty("region")
            .GetProperty("startLine")
            .GetInt32();
        return $"{result.GetProperty("ruleId").GetString()} {line} {(text.StartsWith("plain", StringComparison.Ordinal) ? text[..43] : text[..18])}";
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(root, name), text);
}
