using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of tests, coverage, mutants and comparisons.</summary>
internal static class FindingDiagnostics
{
    public static DiagnosticCode NotCovered { get; } = new("RR0701", Info, "not covered by a test case")
    {
        Explanation = "No test case exercises this rule, branch, comparison or region.",
        Fix = "`rulesrouter test --suggest` writes test cases",
        Example = new("coverage --format github",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: urgent, when: deadlineMs < 1000, oblige: { audit: full } }
                - { id: default, select: { objective: price } }

            """),
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small:
                  model: small
                  contextTokens: 100000
                  maxOutputTokens: 10000
                  prices: { source: price list, periods: [{ input: 1, output: 4 }] }

            """),
            ("tests.yaml", """
            apiVersion: rulesrouter/v1
            kind: PolicyTest
            metadata: { name: example }
            spec:
              policy: example
              at: 2026-06-01T12:00:00Z
              cases:
                - name: plain
                  request: { estimate: { inputTokens: 10, outputTokens: 10 } }
                  expect: { outcome: routed }

            """)),
    };

    public static DiagnosticCode FailedCase { get; } = new("RR0702", Error, "failed test case")
    {
        Explanation = "The decision of a test case differs from its expectation.",
        Fix = "correct the policy or the expectation",
        Example = new("test --format github",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: urgent, when: deadlineMs < 1000, oblige: { audit: full } }
                - { id: default, select: { objective: price } }

            """),
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small:
                  model: small
                  contextTokens: 100000
                  maxOutputTokens: 10000
                  prices: { source: price list, periods: [{ input: 1, output: 4 }] }

            """),
            ("tests.yaml", """
            apiVersion: rulesrouter/v1
            kind: PolicyTest
            metadata: { name: example }
            spec:
              policy: example
              at: 2026-06-01T12:00:00Z
              cases:
                - name: plain
                  request: { estimate: { inputTokens: 10, outputTokens: 10 } }
                  expect: { outcome: denied }

            """)),
    };

    public static DiagnosticCode ViolatedProperty { get; } = new("RR0703", Error, "violated property")
    {
        Explanation = "A random or recorded request violates a property of a test suite.",
        Fix = "correct the policy or the property",
        Example = new("test --format github",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules: [{ id: default, select: { objective: price } }]

            """),
            ("tests.yaml", """
            apiVersion: rulesrouter/v1
            kind: PolicyTest
            metadata: { name: example }
            spec:
              policy: example
              at: 2026-06-01T12:00:00Z
              properties:
                - { name: never denied, forAll: stream, then: outcome == "routed" }

            """)),
    };

    public static DiagnosticCode SurvivingMutant { get; } = new("RR0704", Warning, "mutant that no test detects")
    {
        Explanation = "`rulesrouter test --mutate` changed the policy and every test still passed.",
        Fix = "add a test case that fails for the changed policy",
        Example = new("test --mutate --format github",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: urgent, when: deadlineMs < 1000, oblige: { audit: full } }
                - { id: default, select: { objective: price } }

            """),
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small:
                  model: small
                  contextTokens: 100000
                  maxOutputTokens: 10000
                  prices: { source: price list, periods: [{ input: 1, output: 4 }] }

            """),
            ("tests.yaml", """
            apiVersion: rulesrouter/v1
            kind: PolicyTest
            metadata: { name: example }
            spec:
              policy: example
              at: 2026-06-01T12:00:00Z
              cases:
                - name: plain
                  request: { estimate: { inputTokens: 10, outputTokens: 10 } }
                  expect: { outcome: routed }

            """)),
    };

    public static DiagnosticCode MutationScore { get; } = new("RR0705", Info, "mutation score")
    {
        Explanation = "The share of mutants that the test suites detect.",
        Fix = "nothing to fix; add test cases to raise the score",
        Example = new("test --mutate --format github",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: urgent, when: deadlineMs < 1000, oblige: { audit: full } }
                - { id: default, select: { objective: price } }

            """),
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small:
                  model: small
                  contextTokens: 100000
                  maxOutputTokens: 10000
                  prices: { source: price list, periods: [{ input: 1, output: 4 }] }

            """),
            ("tests.yaml", """
            apiVersion: rulesrouter/v1
            kind: PolicyTest
            metadata: { name: example }
            spec:
              policy: example
              at: 2026-06-01T12:00:00Z
              cases:
                - name: plain
                  request: { estimate: { inputTokens: 10, outputTokens: 10 } }
                  expect: { outcome: routed }

            """)),
    };

    public static DiagnosticCode Weaker { get; } = new("RR0711", Error, "weaker compliance")
    {
        Explanation = "The head revision protects some requests less than the base revision.",
        Fix = "restore the protection, or accept the change with `--allow-weaker`",
        Example = new("diff before after --format github",
            ("before/policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [open, secret], default: secret }
              rules:
                - { id: private, when: level == "secret", constrain: { dataRetentionDays: { max: 0 } } }
                - { id: default, select: { objective: price } }

            """),
            ("after/policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [open, secret], default: secret }
              rules:
                - { id: private, when: level == "secret", constrain: { dataRetentionDays: { max: 30 } } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode ChangedDecision { get; } = new("RR0712", Info, "changed decision")
    {
        Explanation = "The head revision decides some requests differently, without weakening compliance.",
        Fix = "nothing to fix; review the change",
        Example = new("diff before after --format github",
            ("before/policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [open, secret], default: secret }
              rules:
                - { id: private, when: level == "secret", constrain: { dataRetentionDays: { max: 0 } } }
                - { id: default, select: { objective: price } }

            """),
            ("after/policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [open, secret], default: secret }
              rules:
                - { id: private, when: level == "secret", constrain: { dataRetentionDays: { max: 0 } } }
                - { id: default, select: { objective: latency } }

            """)),
    };

    public static DiagnosticCode Effect { get; } = new("RR0713", Info, "effect of the change")
    {
        Explanation = "The effect of the change on recorded requests.",
        Fix = "nothing to fix; review the figures",
        Example = new("diff before after --format github --requests requests.jsonl",
            ("before/policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [open, secret], default: secret }
              rules:
                - { id: private, when: level == "secret", constrain: { dataRetentionDays: { max: 0 } } }
                - { id: default, select: { objective: price } }

            """),
            ("after/policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [open, secret], default: secret }
              rules:
                - { id: private, when: level == "secret", constrain: { dataRetentionDays: { max: 0 } } }
                - { id: default, select: { objective: latency } }

            """),
            ("requests.jsonl", """
            { "policy": "example", "estimate": { "inputTokens": 1000, "outputTokens": 100 } }

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        NotCovered,
        FailedCase,
        ViolatedProperty,
        SurvivingMutant,
        MutationScore,
        Weaker,
        ChangedDecision,
        Effect,
    ];
}
