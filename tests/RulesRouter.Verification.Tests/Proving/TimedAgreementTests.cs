using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Classifiers;
using RulesRouter.Diagnostics;
using RulesRouter.Language;
using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>Verdicts against the evaluator: random policies with waivers, clocks, budgets and dated facts, at random times.</summary>
public sealed class TimedAgreementTests
{
    private const int RequestsPerProof = 120;
    private static readonly DateTimeOffset At = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: dated }
        spec:
          providers:
            keeps: { compliance: [{ evidence: { source: contract }, dataRetentionDays: 30, trainsOnData: true }] }
            clean:
              compliance:
                - { evidence: { source: contract, expires: 2028-03-01 }, dataRetentionDays: 0, certifications: [soc2] }
                - { evidence: { source: contract }, trainsOnData: false }
          models: { m: {}, n: {} }
          endpoints:
            "keeps/m":
              model: m
              contextTokens: 100000
              maxOutputTokens: 10000
              tools: true
              retires: 2030-01-01
              prices: { source: list, periods: [{ until: 2027-06-01, input: 1, output: 4 }, { from: 2027-06-01, input: 2, output: 8 }] }
            "clean/m":
              model: m
              contextTokens: 50000
              maxOutputTokens: 5000
              tools: true
              prices:
                source: list
                periods: [{ input: 2, output: 8 }, { windows: [{ from: "20:00", until: "06:00", zone: Europe/Berlin }], input: 1, output: 4 }]
            "clean/n":
              model: n
              released: 2027-01-01
              contextTokens: 200000
              maxOutputTokens: 20000
              prices: { source: list, periods: [{ input: 4, output: 16, tiers: [{ aboveInputTokens: 1000, input: 8, output: 32 }] }] }
        """;

    private static readonly string[] Conditions =
    [
        "level == \"secret\"", "level != \"open\"", "team == \"a\"", "has(weight)", "needs.tools", "inputTokens > 1000",
        "utc.date >= 20280101",
        "utc.hour >= 8 and utc.hour < 18", "maxCostUsd < 0.01", "has(maxOutputTokens)", "utc.weekday == \"sunday\"", "attempts.count > 0",
    ];

    /// <summary>Effects of rules, each with a clause that it guarantees unless a waiver lifts it.</summary>
    private static readonly (string Effect, string Clause)[] Effects =
    [
        ("constrain: { dataRetentionDays: { max: 0 } }\n      waivable: [dataRetentionDays]", "every hop: dataRetentionDays <= 0"),
        ("constrain: { dataRetentionDays: { max: 0 } }", "constrained.dataRetentionDays.max <= 0"),
        ("constrain: { certifications: [soc2] }", "every hop: certifications.Contains(\"soc2\")"),
        ("constrain: { providers: { forbid: [\"keep*\"] } }", "every hop: provider == \"clean\""),
        ("constrain: { models: { allow: [m] } }", "chosen: model == \"m\""),
        ("constrain: { trainsOnData: false }", "some hop: trainsOnData == false"),
        ("constrain: { price: { outputPerMTok: { max: 8 } } }", "every hop: price.outputPerMTok <= 8"),
        ("constrain: { maxCostUsd: 0.02 }", "every hop: worstCaseUsd <= 0.02"),
        ("constrain: { outputTokens: { min: 8000 } }", "every hop: answerTokens >= 8000"),
        ("constrain: { contextTokens: { min: 60000 } }", "every hop: contextTokens >= 60000"),
        ("oblige: { audit: full }", "obliged.audit == \"full\""),
        ("deny: true", "outcome == \"denied\""),
    ];

    private static readonly string[] Clauses =
    [
        "every hop: dataRetentionDays <= 0", "every hop: certifications.Contains(\"soc2\")", "every hop: provider == \"clean\"",
        "every hop: price.outputPerMTok <= 8", "every hop: worstCaseUsd <= 0.02", "chosen: model == \"m\"",
        "some hop: trainsOnData == false",
        "every hop: contextTokens >= 60000", "every hop: endpoint != \"clean/n\"", "outcome == \"denied\"", "outcome == \"routed\"",
        "constrained.dataRetentionDays.max <= 0", "not has(denial) or denial == \"denied-by-rule\"", "hops <= 2",
    ];

    /// <summary>Rules and a property: any, or one that a rule guarantees for the requests that it matches.</summary>
    private static readonly Gen<(string Rules, string Declared)> Claims =
        from rules in Gen.Elements(Conditions).Zip(Gen.Elements(Effects))
            .Select(pair => (When: pair.Item1, pair.Item2.Effect, pair.Item2.Clause)).ListOf(4)
        from rule in Gen.Elements(rules.AsEnumerable())
        from any in Gen.Elements(Conditions).Zip(Gen.Elements(Clauses))
        from guaranteed in Gen.Elements(true, true, false)
        let text = string.Concat(rules.Select((one, index) =>
            $"    - id: r{index}\n      when: '{one.When}'\n      allowDerived: true\n      {one.Effect}\n"))
        select (text, guaranteed
            ? $"forAll: '{rule.When}'\n      then: '{rule.Clause}'"
            : $"forAll: '{any.Item1}'\n      then: '{any.Item2}'");

    private static readonly Gen<DateTimeOffset> Times = Gen.OneOf(
        Gen.Choose(0, 1_800).Select(day => At.AddDays(day)),
        Gen.Choose(0, 24 * 60 * 400).Select(minute => At.AddMinutes(minute)));

    [Property(MaxTest = 25)]
    public Property No_request_at_any_time_contradicts_a_proof() => Prop.ForAll(
        Claims.ToArbitrary(),
        claim =>
        {
            var (folder, property) = Load(claim.Rules, claim.Declared);
            var set = folder.Set!;
            var prover = new PolicyProver(set, new ProofSettings(At, AllowSampleEvidence: false));
            var result = Assert.Single(prover.Properties("p", [property]));
            var check = CheckedProperty.Of(property, set.Find("p")!);

            var times = result.Verdict == ProofVerdict.Proved ? Times.Sample(RequestsPerProof).Where(at => !(at >= result.Until)) : [];
            foreach (var at in times)
            {
                var drawn = Assert.Single(RequestDraw.Requests(set, "p", at, false, property.ForAll).Generator.Sample(1));
                Assert.Null(check.Against(set, drawn.Witness).Broken?.Broken);
            }

            Assert.Equal(
                result.Verdict == ProofVerdict.Refuted,
                result.Witness is { } witness && witness.At >= At && check.Against(set, witness).Broken is not null);
        });

    private static (PolicyFolder Folder, PolicyProperty Property) Load(string rules, string declared)
    {
        var policy = $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              attributes:
                level: { type: enum, values: [open, inside, secret], default: open }
                team: { type: text }
                weight: { type: number }
              clocks: { utc: UTC }
              rules:
            {{rules}}    - id: default
                  select: { objective: price, fallback: { max: 3 } }
            """;
        var waivers = Enumerable.Range(0, 4).Where(index => rules.Contains($"- id: r{index}\n", StringComparison.Ordinal))
            .Where(index => rules.Split("    - id: ")[index + 1].Contains("waivable", StringComparison.Ordinal))
            .Select(index =>
                $"    - {{ id: w{index}, rule: p/r{index}, constraint: dataRetentionDays, when: team == \"a\", approvedBy: a, reason: r, "
                + $"from: {2027 + index}-01-01, expires: {2027 + index}-12-31 }}\n").ToList();
        var suite =
            $"apiVersion: rulesrouter/v1\nkind: PolicyTest\nmetadata: {{ name: t }}\nspec:\n  policy: p\n  at: 2026-09-01T12:00:00Z\n  properties:\n"
            + $"    - name: it holds\n      {declared}\n";
        var folder = PolicyFolder.Load(
            [
                File("catalog.yaml", Catalog),
                File("p.yaml", policy + (waivers.Count == 0 ? "" : $"\n  waivers:\n{string.Concat(waivers)}")),
                File("t.yaml", suite),
            ],
            new HeuristicClassifier().Digest);
        Assert.Empty(folder.Diagnostics.Where(diagnostic => diagnostic.IsError).Select(diagnostic => diagnostic.ToString()));
        var diagnostics = new DiagnosticBag();
        var read = new SuiteReader(folder.Set!, diagnostics).Read(folder.Loaded.Tests);
        Assert.Empty(diagnostics.Sorted().Select(diagnostic => diagnostic.ToString()));
        return (folder, Assert.Single(Assert.Single(read).Properties));
    }

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
