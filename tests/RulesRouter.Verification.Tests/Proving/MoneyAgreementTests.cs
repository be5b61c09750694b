using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Classifiers;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;
using RulesRouter.Requests;
using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Suites;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>
/// Verdicts about money against the evaluator: random policies with bounds in money, attacked by requests with attempts, budgets and caps.
/// </summary>
public sealed class MoneyAgreementTests
{
    private static readonly DateTimeOffset At = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A price of every shape: flat, by length, with a fee and dear reasoning, free, unknown, and of unknown maximum.</summary>
    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: prices }
        spec:
          providers: { a: {}, b: {} }
          models: { m: {}, n: { tokenFactor: 1.3 } }
          endpoints:
            "a/m": { model: m, contextTokens: 100000, maxOutputTokens: 10000, prices: { source: list, periods: [{ until: 2027-01-01, input: 1, output: 4 }, { from: 2027-01-01, input: 3, cachedInput: 0.3, output: 6 }] } }
            "a/n": { model: n, contextTokens: 50000, maxOutputTokens: 5000, prices: { source: list, periods: [{ input: 2, output: 8, tiers: [{ aboveInputTokens: 1000, input: 8, output: 32 }] }] } }
            "a/n#eu": { model: n, contextTokens: 50000, maxOutputTokens: 5000, reasoning: true, prices: { source: list, periods: [{ input: 2, cacheWrite: 3, output: 8, reasoning: 12, perRequest: 0.001 }] } }
            "b/m": { model: m, contextTokens: 8000, maxOutputTokens: 4000, free: true, prices: { source: own, periods: [{ input: 0, output: 0 }] } }
            "b/n": { model: n, contextTokens: 50000, maxOutputTokens: 5000 }
            "b/n#eu": { model: n, prices: { source: list, periods: [{ input: 0.5, output: 2 }] } }
        """;

    private static readonly string[] Conditions =
    [
        "level == \"high\"", "maxCostUsd < 0.01", "has(maxCostUsd)", "inputTokens > 1000", "has(inputTokens)", "has(maxOutputTokens)",
        "attempts.count > 0", "attempts.count > 2", "attempts.lastFailure == \"rejected-output\"", "needs.reasoning", "true",
    ];

    /// <summary>Effects of rules, each with a clause that it guarantees.</summary>
    private static readonly (string Effect, string Clause)[] Effects =
    [
        ("constrain: { maxCostUsd: 0.02 }", "every hop: worstCaseUsd <= 0.02"),
        ("constrain: { maxCostUsd: 0.02 }", "constrained.maxCostUsd <= 0.02"),
        ("constrain: { maxCostUsd: 0.0005 }", "every hop: worstCaseUsd <= 0.0005 and endpoint != \"b/n\""),
        ("constrain: { maxCostUsd: 0.0005 }", "every hop: endpoint != \"a/n#eu\""),
        ("constrain: { maxCostUsd: 0.02 }\n      enforce: { maxCostUsd: preferred }", "every hop: worstCaseUsd <= 0.02"),
        ("constrain: { price: { outputPerMTok: { max: 8 } } }", "every hop: price.outputPerMTok <= 8"),
        ("select: { objective: price, fallback: { max: 0 } }", "hops <= 1 and (outcome == \"denied\" or attempts.count == 0)"),
        (
            "select: { objective: price, fallback: { max: 2, on: [rejected-output] } }",
            "hops + attempts.count <= 3 or outcome == \"denied\""),
        ("deny: true", "outcome == \"denied\""),
    ];

    private static readonly string[] Clauses =
    [
        "every hop: worstCaseUsd <= 0.02", "every hop: worstCaseUsd <= 0.0005", "some hop: worstCaseUsd <= 0.02",
        "chosen: tokenCostUsd <= 0.02",
        "every hop: has(worstCaseUsd)", "every hop: endpoint != \"b/n\"", "every hop: endpoint != \"a/n#eu\"",
        "constrained.maxCostUsd <= 0.02",
        "has(constrained.maxCostUsd)", "constrained.maxCostUsd > 0", "outcome == \"routed\"", "outcome == \"denied\"", "hops <= 2",
        "not has(obliged.capOutput)", "obliged.capOutput >= 10", "attempts.lastFailure != \"rejected-output\" or outcome == \"denied\"",
    ];

    /// <summary>Rules and a property: any, or one that a rule guarantees for the requests that it matches.</summary>
    private static readonly Gen<(string Rules, string Declared)> Claims =
        from rules in Gen.Elements(Conditions).Zip(Gen.Elements(Effects))
            .Select(pair => (When: pair.Item1, pair.Item2.Effect, pair.Item2.Clause)).ListOf(3)
        from rule in Gen.Elements(rules.AsEnumerable())
        from any in Gen.Elements(Conditions).Zip(Gen.Elements(Clauses))
        from guaranteed in Gen.Elements(true, false, false)
        let text = string.Concat(rules.Select((one, index) =>
            $"    - id: r{index}\n      priority: {index}\n      when: '{one.When}'\n      allowDerived: true\n      {one.Effect}\n"))
        select (text, guaranteed
            ? $"forAll: '{rule.When}'\n      then: '{rule.Clause}'"
            : $"forAll: '{any.Item1}'\n      then: '{any.Item2}'");

    private static readonly Gen<double?> Dollars = Gen.Elements<double?>(null, 0, 0.0004, 0.001, 0.005, 0.02, 0.0201, 1);

    private static readonly Gen<Attempt> Attempts =
        from endpoint in Gen.Elements("a/m", "a/n", "a/n#eu", "b/m", "b/n", "b/n#eu")
        from failed in Gen.Elements(Enum.GetValues<FailureClass>())
        from cost in Dollars
        select new Attempt(endpoint, failed, cost);

    /// <summary>What a request may add to the facts that conditions read.</summary>
    private static readonly Gen<Func<DecisionRequest, DecisionRequest>> Spending =
        from attempts in Attempts.ListOf(3).SelectMany(all => Gen.Choose(0, 3).Select(count => all.Take(count).ToImmutableArray()))
        from budget in Dollars
        from output in Gen.Elements<int?>(null, 0, 10, 900, 6_000)
        from cap in Gen.Elements<int?>(null, null, 1, 900, 6_000)
        from input in Gen.Elements<int?>(null, 0, 1, 1_000, 1_001, 9_000)
        from supported in Gen.Elements<string[]?>(null, null, [], ["cap-output"])
        from keeps in Gen.Elements(true, false)
        select (Func<DecisionRequest, DecisionRequest>)(request => request with
        {
            Attempts = keeps ? request.Attempts : attempts,
            MaxCostUsd = keeps ? request.MaxCostUsd : budget,
            MaxOutputTokens = cap ?? request.MaxOutputTokens,
            Estimate = keeps ? request.Estimate : new TokenCounts(input, null, output),
            ObligationsSupported = supported?.ToImmutableSortedSet(StringComparer.Ordinal),
        });

    /// <summary>Claims about what a call of bounded length costs; the endpoint without a price is left out.</summary>
    private static readonly Gen<string> CostClaims =
        from input in Gen.Elements(
            "inputTokens <= 1", "inputTokens <= 1000", "inputTokens <= 1001", "inputTokens > 1000", "has(inputTokens)")
        from output in Gen.Elements("maxOutputTokens <= 1", "maxOutputTokens <= 900", "outputTokens <= 900", "has(outputTokens)")
        from cost in Gen.Elements("worstCaseUsd", "tokenCostUsd")
        from relation in Gen.Elements("<=", "<=", "<=", ">=")
        from cents in Gen.Choose(0, 400)
        from scale in Gen.Elements(0.00001, 0.0001, 0.001)
        from endpoint in Gen.Elements("b/n", "b/n", "a/n#eu", "a/n")
        let bound = (cents * scale).ToString("0.#####", System.Globalization.CultureInfo.InvariantCulture)
        select $"forAll: '{input} and {output}'\n      then: "
            + $"'every hop: endpoint == \"b/n\" or endpoint == \"{endpoint}\" or {cost} {relation} {bound}'";

    /// <summary>What changes costs but no length: caches, reasoning, counted prompts, and later prices.</summary>
    private static readonly Gen<Func<Witness, Witness>> Circumstances =
        from cached in Gen.Elements(0, 500, 1_000)
        from reasoning in Gen.Elements<int?>(null, 0, 400)
        from needs in Gen.Elements<bool?>(null, true)
        from last in Gen.Elements("a/m", "a/n", "a/n#eu", "b/n#eu")
        from cap in Gen.Elements<int?>(null, 1, 900)
        from input in Gen.Elements<int?>(null, 1, 1_000, 1_001)
        from words in Gen.Elements(0, 300, 900)
        from days in Gen.Elements(0, 0, 200, 2_000)
        select (Func<Witness, Witness>)(witness => (words > 0 ? Counted(witness, words) : witness) is var asked
            ? asked with
            {
                At = asked.At.AddDays(days),
                Recorded = asked.Recorded with
                {
                    Request = asked.Recorded.Request with
                    {
                        MaxOutputTokens = cap ?? asked.Recorded.Request.MaxOutputTokens,
                        Needs = asked.Recorded.Request.Needs with { Reasoning = needs },
                        Session = new Session(null, last, ImmutableSortedDictionary<string, int>.Empty.Add("a/n#eu", cached)),
                        Estimate = (asked.Recorded.Request.Estimate ?? new TokenCounts()) with
                        {
                            InputTokens = words > 0 ? null : input ?? asked.Recorded.Request.Estimate?.InputTokens,
                            OutputTokens = asked.Recorded.Request.Estimate?.OutputTokens ?? 900,
                            CachedInputTokens = cached,
                            ReasoningTokens = reasoning,
                        },
                    },
                },
            }
            : witness);

    /// <summary>Requests that attack a proof; <c>RULESROUTER_ATTACKS</c> is another number.</summary>
    private static int AttacksPerProof =>
        int.Parse(Environment.GetEnvironmentVariable("RULESROUTER_ATTACKS") ?? "200", System.Globalization.CultureInfo.InvariantCulture);

    [Property(MaxTest = 40)]
    public Property No_request_contradicts_a_verdict_about_money() => Prop.ForAll(
        Claims.ToArbitrary(),
        claim =>
        {
            var (set, property) = Load(claim.Rules, claim.Declared);
            var result = Assert.Single(
                new PolicyProver(set, new ProofSettings(At, AllowSampleEvidence: false)).Properties("p", [property]));
            var check = CheckedProperty.Of(property, set.Find("p")!);
            if (result.Verdict == ProofVerdict.Proved)
            {
                var drawn = RequestDraw.Requests(set, "p", At, false, property.ForAll).Generator.Sample(AttacksPerProof);
                foreach (var (request, spending) in drawn.Zip(Spending.Sample(AttacksPerProof)))
                {
                    Assert.Null(check.Against(set, Changed(request.Witness, spending)).Broken?.Broken);
                }
            }

            Assert.Equal(
                result.Verdict == ProofVerdict.Refuted,
                result.Witness is { } witness && check.Against(set, witness).Broken is not null);
        });

    [Property(MaxTest = 60)]
    public Property No_request_contradicts_a_verdict_about_costs() => Prop.ForAll(
        CostClaims.ToArbitrary(),
        claim =>
        {
            var (set, property) = Load("", claim);
            var result = Assert.Single(
                new PolicyProver(set, new ProofSettings(At, AllowSampleEvidence: false)).Properties("p", [property]));
            var check = CheckedProperty.Of(property, set.Find("p")!);
            if (result.Verdict == ProofVerdict.Proved)
            {
                var drawn = RequestDraw.Requests(set, "p", At, false, property.ForAll).Generator.Sample(AttacksPerProof);
                foreach (var (request, change) in drawn.Zip(Circumstances.Sample(AttacksPerProof)))
                {
                    Assert.Null(check.Against(set, change(request.Witness)).Broken?.Broken);
                }
            }

            Assert.Equal(
                result.Verdict == ProofVerdict.Refuted,
                result.Witness is { } witness && check.Against(set, witness).Broken is not null);
        });

    /// <summary>With a prompt that is counted, classified as if it were that long.</summary>
    private static Witness Counted(Witness witness, int words)
    {
        var prompt = string.Join(' ', Enumerable.Repeat("word", words));
        return witness with
        {
            Recorded = witness.Recorded with
            {
                Request = witness.Recorded.Request with { Prompt = prompt },
                Classification = new HeuristicClassifier().Classify(ClassifierInput.Of(prompt)),
            },
        };
    }

    private static Witness Changed(Witness witness, Func<DecisionRequest, DecisionRequest> change) =>
        witness with { Recorded = witness.Recorded with { Request = change(witness.Recorded.Request) } };

    private static (CompiledPolicySet Set, PolicyProperty Property) Load(string rules, string declared)
    {
        var policy = $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              attributes:
                level: { type: enum, values: [low, high], default: low }
              rules:
            {{rules}}    - id: default
                  select: { objective: price, fallback: { max: 3, on: [rejected-output] } }
            """;
        var suite =
            $"apiVersion: rulesrouter/v1\nkind: PolicyTest\nmetadata: {{ name: t }}\nspec:\n  policy: p\n  at: 2026-09-01T12:00:00Z\n  properties:\n"
            + $"    - name: it holds\n      {declared}\n";
        var folder = PolicyFolder.Load(
            [File("catalog.yaml", Catalog), File("p.yaml", policy), File("t.yaml", suite)],
            new HeuristicClassifier().Digest);
        Assert.Empty(folder.Diagnostics.Where(diagnostic => diagnostic.IsError).Select(diagnostic => diagnostic.ToString()));
        var diagnostics = new DiagnosticBag();
        var read = new SuiteReader(folder.Set!, diagnostics).Read(folder.Loaded.Tests);
        return (folder.Set!, Assert.Single(Assert.Single(read).Properties));
    }

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
