using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Diagnostics;
using RulesRouter.Language;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>Properties over all times: each kind of dated fact changes what holds at a later time.</summary>
public sealed class PropertyTimeTests
{
    private static readonly DateTimeOffset At = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    private const string Waiver =
        "  waivers: [{ id: w, rule: p/private, constraint: dataRetentionDays, when: project == \"pilot\", approvedBy: a, reason: r, from: 2041-01-01, expires: 2041-12-31 }]";

    /// <summary>Every dated fact: before the date the property is true, from then on it is not.</summary>
    [Theory]
    [InlineData("a waiver", "constrain: { dataRetentionDays: { max: 0 } }\n      waivable: [dataRetentionDays]", Waiver, "", "every hop: dataRetentionDays <= 0", "2041-01-01T00:00:00Z")]
    [InlineData("a price", "constrain: { dataRetentionDays: { max: 0 } }", "", "{ until: 2041-01-01, input: 1, output: 4 }, { from: 2041-01-01, input: 9, output: 40 }", "every hop: price.outputPerMTok <= 4", "2041-01-01T00:00:00Z")]
    [InlineData("a price by the hour", "constrain: { dataRetentionDays: { max: 0 } }", "", "{ input: 1, output: 4 }, { input: 9, output: 40, windows: [{ from: \"02:00\", until: \"03:00\", zone: Europe/Berlin }] }", "every hop: price.outputPerMTok <= 4", "2026-09-02T00:00:00Z")]
    [InlineData("evidence", "constrain: { trainsOnData: false }", "", "", "every hop: certifications.Contains(\"soc2\")", "2043-01-01T00:00:00Z")]
    [InlineData("a release", "oblige: { disclose: true }", "", "", "every hop: endpoint != \"late/m\"", "2044-05-01T00:00:00Z")]
    public void Refutes_a_property_by_the_first_time_at_which_it_is_violated(
        string what,
        string effect,
        string more,
        string periods,
        string then,
        string at)
    {
        var result = Prove(effect, more, periods, $"then: '{then}'");

        Assert.True(result.Verdict == ProofVerdict.Refuted, $"{what}: {result.Verdict} {result.Obstacle?.Reason}");
        Assert.Equal(at, Timestamps.Format(result.Witness!.At));
        Assert.NotEmpty(result.Counterexample!.Broken);
    }

    [Theory]
    [InlineData("constrain: { dataRetentionDays: { max: 0 } }", "every hop: dataRetentionDays <= 0")]
    [InlineData("deny: true", "outcome == \"denied\"")]
    [InlineData("constrain: { models: { allow: [m] } }", "some hop: model == \"m\"")]
    public void Proves_bounds_and_denials_for_all_times(string effect, string then)
    {
        var result = Prove(effect, "", "", $"then: '{then}'");

        Assert.Equal((ProofVerdict.Proved, (DateTimeOffset?)null), (result.Verdict, result.Until));
    }

    [Theory]
    [InlineData("", 90)]
    [InlineData("during: 2w\n", 14)]
    [InlineData("during: 400d\n", 400)]
    [InlineData("during: 36h\n", 1.5)]
    public void Proves_a_property_that_requires_routing_until_its_horizon(string during, double days)
    {
        var result = Prove(
            "oblige: { disclose: true }",
            "",
            "",
            $"{during}forAll: project == \"a\" and project == \"b\"\nthen: outcome == \"routed\"");

        Assert.Equal((ProofVerdict.Proved, At.AddDays(days)), (result.Verdict, result.Until));
    }

    [Fact]
    public void Uses_a_clock_only_within_the_covered_time()
    {
        var result = Prove(
            "constrain: { dataRetentionDays: { max: 0 } }",
            "  clocks: { utc: UTC }",
            "",
            "forAll: utc.date < 20260901\nthen: 'every hop: dataRetentionDays > 0'");

        Assert.Equal((ProofVerdict.Proved, "no request satisfies its `forAll`"), (result.Verdict, result.Detail));
    }

    [Fact]
    public void Finds_a_witness_at_a_date_that_a_condition_names()
    {
        var result = Prove(
            "oblige: { disclose: true }",
            "  clocks: { utc: UTC }",
            "",
            "forAll: utc.date == 20310214\nthen: 'every hop: dataRetentionDays <= 0'");

        Assert.Equal(
            (ProofVerdict.Refuted, "2031-02-14T00:00:00Z"),
            (result.Verdict, result.Witness is { } witness ? Timestamps.Format(witness.At) : ""));
    }

    private static ProofResult Prove(string effect, string more, string periods, string property)
    {
        var catalog = $$"""
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: small }
            spec:
              providers:
                keeps: { compliance: [{ evidence: { source: contract }, dataRetentionDays: 30 }] }
                clean: { compliance: [{ evidence: { source: contract }, dataRetentionDays: 0, trainsOnData: false }, { evidence: { source: contract, expires: 2042-12-31 }, certifications: [soc2] }] }
                late: { compliance: [{ evidence: { source: contract }, dataRetentionDays: 30 }] }
              models: { m: {} }
              endpoints:
                "keeps/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, prices: { source: list, periods: [{ input: 1, output: 4 }] } }
                "clean/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, prices: { source: list, periods: [{{(periods.Length > 0 ? periods : "{ input: 2, output: 8 }")}}] } }
                "late/m": { model: m, released: 2044-05-01, contextTokens: 100000, maxOutputTokens: 10000, prices: { source: list, periods: [{ input: 1, output: 4 }] } }
            """;
        var policy = $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              attributes: { project: { type: text } }
            {{more}}
              rules:
                - id: private
                  when: has(project) or not has(project)
                  {{effect}}
                - id: default
                  select: { objective: price, fallback: { max: 3 } }
            """;
        var suite =
            $"apiVersion: rulesrouter/v1\nkind: PolicyTest\nmetadata: {{ name: t }}\nspec:\n  policy: p\n  at: 2026-09-01T12:00:00Z\n  properties:\n    - name: it holds\n      {property.ReplaceLineEndings("\n      ")}\n";
        var folder = PolicyFolder.Load(
            [File("catalog.yaml", catalog), File("p.yaml", policy), File("t.yaml", suite)],
            new HeuristicClassifier().Digest);
        Assert.Empty(folder.Diagnostics.Where(diagnostic => diagnostic.IsError).Select(diagnostic => diagnostic.ToString()));
        var diagnostics = new DiagnosticBag();
        var properties = new SuiteReader(folder.Set!, diagnostics).Read(folder.Loaded.Tests).SelectMany(read => read.Properties).ToList();
        Assert.Empty(diagnostics.Sorted().Select(diagnostic => diagnostic.ToString()));
        return Assert.Single(new PolicyProver(folder.Set!, new ProofSettings(At, AllowSampleEvidence: false)).Properties("p", properties));
    }

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
