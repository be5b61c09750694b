using System.Collections.Immutable;
using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>
/// Policies as files over a catalog of three endpoints: <c>keeps/m</c> (30 days, trains), <c>clean/m</c> (0 days), <c>clean/dear</c> (0
/// days, dear beyond 1,000 tokens).
/// </summary>
internal static class ProofFixture
{
    public static readonly DateTimeOffset At = new(2026, 9, 1, 20, 0, 0, TimeSpan.Zero);

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: small }
        spec:
          providers:
            keeps:
              compliance: [{ evidence: { source: contract }, dataRetentionDays: 30, trainsOnData: true, certifications: [] }]
            clean:
              compliance: [{ evidence: { source: contract }, dataRetentionDays: 0, trainsOnData: false, certifications: [soc2] }]
          models:
            m: { spellings: ["acme.m-v1:0"] }
            dear: {}
          endpoints:
            "keeps/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, tools: true, prices: { source: list, periods: [{ input: 1, output: 4 }] } }
            "clean/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, prices: { source: list, periods: [{ input: 2, output: 8 }] } }
            "clean/dear": { model: dear, contextTokens: 100000, maxOutputTokens: 10000, prices: { source: list, periods: [{ input: 4, output: 16, tiers: [{ aboveInputTokens: 1000, input: 8, output: 32 }] }] } }
        """;

    /// <param name="rules">The rules of the one policy, as YAML indented by four spaces, without the default.</param>
    public static CompiledPolicySet Compile(string rules, string more = "") => Load(rules, "", more).Set!;

    public static ImmutableArray<ProofResult> Structure(string rules, string more = "") =>
        new PolicyProver(Compile(rules, more), new ProofSettings(At, AllowSampleEvidence: false)).Structure("p");

    /// <param name="property">YAML of one property's fields but its name, each on a line.</param>
    /// <param name="more">Further keys of the policy's <c>spec</c>.</param>
    public static ProofResult Prove(string rules, string property, string more = "")
    {
        var set = Compile(rules, more);
        return Assert.Single(
            new PolicyProver(set, new ProofSettings(At, AllowSampleEvidence: false)).Properties("p", Properties(rules, property, more)));
    }

    public static ImmutableArray<PolicyProperty> Properties(string rules, string property, string more = "")
    {
        var (_, suites, diagnostics) = Read(rules, $"""
              properties:
                - name: it holds
                  {property.ReplaceLineEndings("\n      ")}
            """, more);
        Assert.Empty(diagnostics);
        return [.. suites.SelectMany(read => read.Properties)];
    }

    /// <param name="cases">YAML of cases, indented by four spaces.</param>
    /// <param name="shared">Further keys of the suite's <c>spec</c>, on one line.</param>
    public static ImmutableArray<CaseResult> Run(string rules, string cases, string shared = "", string more = "")
    {
        var (set, suites, diagnostics) = Read(rules, $"  {shared}\n  cases:\n{cases}", more);
        Assert.Empty(diagnostics.Select(diagnostic => diagnostic.ToString()));
        return new SuiteRunner(set, new HeuristicClassifier()).Run(suites);
    }

    public static ImmutableArray<Diagnostic> Diagnostics(string rules, string cases) => Read(rules, $"  cases:\n{cases}").Diagnostics;

    public static ImmutableArray<Diagnostic> PropertyDiagnostics(string rules, string property) =>
        Read(rules, $"  properties:\n    - name: it holds\n      {property.ReplaceLineEndings("\n      ")}\n").Diagnostics;

    private static (
        CompiledPolicySet Set,
        ImmutableArray<PolicySuite> Suites,
        ImmutableArray<Diagnostic> Diagnostics) Read(string rules, string spec, string more = "")
    {
        var suite =
            $"apiVersion: rulesrouter/v1\nkind: PolicyTest\nmetadata: {{ name: t }}\nspec:\n  policy: p\n  at: 2026-09-01T20:00:00Z\n{spec}\n";
        var folder = Load(rules, suite, more);
        var diagnostics = new DiagnosticBag();
        return (folder.Set!, new SuiteReader(folder.Set!, diagnostics).Read(folder.Loaded.Tests), diagnostics.Sorted());
    }

    /// <summary>Errors of rules that do not load.</summary>
    public static ImmutableArray<Diagnostic> Errors(string rules, string more = "") =>
        [.. Folder(rules, "", more).Diagnostics.Where(diagnostic => diagnostic.IsError)];

    private static PolicyFolder Load(string rules, string suite, string more)
    {
        var folder = Folder(rules, suite, more);
        Assert.Empty(folder.Diagnostics.Where(diagnostic => diagnostic.IsError).Select(diagnostic => diagnostic.ToString()));
        return folder;
    }

    private static PolicyFolder Folder(string rules, string suite, string more)
    {
        var policy = $"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: {"{"} name: p {"}"}
            spec:
              attributes:
                level: {"{"} type: enum, values: [open, inside, secret], default: open {"}"}
                team: {"{"} type: text {"}"}
                weight: {"{"} type: number {"}"}
              {more.ReplaceLineEndings("\n  ")}
              rules:
            {rules}
                - id: default
                  select: {"{"} objective: price {"}"}
            """;
        PolicyFile[] files = suite.Length == 0
            ? [File("catalog.yaml", Catalog), File("p.yaml", policy)]
            : [File("catalog.yaml", Catalog), File("p.yaml", policy), File("t.yaml", suite)];
        return PolicyFolder.Load(files, new HeuristicClassifier().Digest);
    }

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
