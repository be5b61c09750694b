using System.Text.Json;

namespace RulesRouter.Cli.Tests;

public sealed class ProveTests : IDisposable
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
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

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { keeps: { compliance: [{ evidence: { source: contract }, dataRetentionDays: 30 }] } }
          models: { m: {} }
          endpoints: { "keeps/m": { model: m, contextTokens: 1000, maxOutputTokens: 100, prices: { source: list, periods: [{ input: 1, output: 1 }] } } }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-prove-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Policy_without_findings_exits_with_0_and_lists_proofs()
    {
        Write("p.yaml", Policy);
        var result = Terminal.Run("prove", folder);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            """
            p:
              GAP      no rule with a condition selects for {"request":{"policy":"p","estimate":{}}}, so the default does
              PROVED   every rule is matched by some request (1 checked)
              PROVED   no condition is true for every request (1 checked)
            3 claims: 0 to fix, 0 unknown

            """.ReplaceLineEndings(),
            result.Output.ReplaceLineEndings());
    }

    [Fact]
    public void Refuted_property_exits_with_1_and_prints_a_test_case()
    {
        Write("p.yaml", Policy);
        Write("c.yaml", Catalog);
        Write("t.yaml", Suite("then: 'every hop: dataRetentionDays <= 0'"));
        var result = Terminal.Run("prove", folder);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "`every hop: dataRetentionDays <= 0` is violated by hop `keeps/m`: dataRetentionDays = 30",
            result.Output,
            StringComparison.Ordinal);
        Assert.Contains("request: { estimate: {} }", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_kind_verdict_location_and_witness()
    {
        Write("p.yaml", Policy);
        Write("c.yaml", Catalog);
        Write("t.yaml", Suite("then: 'every hop: dataRetentionDays <= 0'"));
        using var json = JsonDocument.Parse(Terminal.Run("prove", folder, "--format", "json").Output);
        var property = json.RootElement.EnumerateArray().Single(claim => claim.GetProperty("kind").GetString() == "property");

        Assert.Equal("REFUTED", property.GetProperty("verdict").GetString());
        Assert.Equal(8, property.GetProperty("line").GetInt32());
        Assert.Equal("p", property.GetProperty("witness").GetProperty("replay").GetProperty("request").GetProperty("policy").GetString());
    }

    [Theory]
    [InlineData("github", "::error file=")]
    [InlineData("sarif", "\"ruleId\": \"RR0606\"")]
    public void Findings_are_printed_in_review_formats(string format, string part)
    {
        Write("p.yaml", Policy);
        Write("c.yaml", Catalog);
        Write("t.yaml", Suite("then: 'every hop: dataRetentionDays <= 0'"));

        Assert.Contains(part, Terminal.Run("prove", folder, "--format", format).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Malformed_property_exits_with_3_and_its_location()
    {
        Write("p.yaml", Policy);
        Write("t.yaml", Suite("then: 'every hop: dataRetentionDay <= 0'"));
        var result = Terminal.Run("prove", folder);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("t.yaml:9:25: error RR0402: unknown name `dataRetentionDay`", result.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean `dataRetentionDays`?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Suite_of_properties_alone_runs_on_random_requests()
    {
        Write("p.yaml", Policy);
        Write("c.yaml", Catalog);
        Write("t.yaml", Suite("then: 'every hop: dataRetentionDays <= 0'"));
        var result = Terminal.Run("test", folder);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("BROKEN 8: it holds (drawn at random)", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not one case", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_log_is_a_usage_error()
    {
        Write("p.yaml", Policy);
        var result = Terminal.Run("test", folder, "--requests", Path.Combine(folder, "none.jsonl"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("does not exist", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, Terminal.RunWith("nonsense\n", "test", folder, "--requests", "-").ExitCode);
    }

    private static string Suite(string then) => $"""
        apiVersion: rulesrouter/v1
        kind: PolicyTest
        metadata: {"{"} name: t {"}"}
        spec:
          policy: p
          at: 2026-09-01T20:00:00Z
          properties:
            - name: it holds
              {then}
        """;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
