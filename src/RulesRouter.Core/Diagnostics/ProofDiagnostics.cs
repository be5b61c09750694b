using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of proving.</summary>
internal static class ProofDiagnostics
{
    public static DiagnosticCode Unreachable { get; } = new("RR0601", Warning, "rule that no request matches")
    {
        Explanation = "`prove` showed that no request makes the condition true.",
        Fix = "correct the condition, or remove the rule",
        Example = new("prove --format github",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - id: never
                  when: inputTokens > 100 and outputTokens > 100 and inputTokens + outputTokens < 200
                  select: { objective: latency }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode Shadowed { get; } = new("RR0602", Warning, "rule whose selection is shadowed by earlier rules")
    {
        Explanation = "`prove` showed that every request that matches the rule is selected by other rules.",
        Fix = "raise its priority, or remove it",
        Example = new("prove --format github",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                seats: { type: number, default: 1 }
              rules:
                - { id: few, priority: 3, when: seats < 5, select: { objective: latency } }
                - { id: many, priority: 2, when: seats >= 5, select: { objective: quality } }
                - { id: streams, priority: 1, when: stream, select: { objective: price, fallback: { max: 1 } } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode AlwaysTrue { get; } = new("RR0603", Warning, "condition that every request satisfies")
    {
        Explanation = "`prove` showed that the condition is true for every request.",
        Fix = "remove the condition, or correct it",
        Example = new("prove --format github",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [low, high], default: low }
              rules:
                - { id: always, when: level == "low" or level == "high", oblige: { disclose: true } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode Conflict { get; } = new(
        "RR0604",
        Error,
        "rules of equal priority that match together and select differently")
    {
        Explanation = "`prove` found a request that two selections of equal priority match. The loader rejects such rules "
            + "(RR0410); `prove` checks it independently.",
        Fix = "give one of them a higher `priority`",
    };

    public static DiagnosticCode Loosened { get; } = new("RR0605", Error, "inherited constraint, obligation or denial that is loosened")
    {
        Explanation = "`prove` found a request for which a child policy is weaker than its parent. The language rules this out, "
            + "because constraints only accumulate; `prove` checks it independently.",
        Fix = "remove the part of the child that weakens the parent",
    };

    public static DiagnosticCode Refuted { get; } = new("RR0606", Error, "property violated by a request")
    {
        Explanation = "`prove` found a request that violates a declared property. The report shows the request, the decision and "
            + "a test case.",
        Fix = "correct the policy or the property",
        Example = new("prove --format github",
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

    public static DiagnosticCode NotProved { get; } = new("RR0607", Info, "claim that is neither proved nor refuted")
    {
        Explanation = "`prove` could neither prove the claim nor find a counterexample. The help names the obstacle, such as a "
            + "script.",
        Fix = "write the condition without the obstacle, or accept random tests",
        Example = new("prove --format github",
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
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                seats: { type: number, default: 1 }
              scripts:
                odd: { inputs: { seats: number }, result: boolean, body: "return seats % 2 === 1" }
              rules:
                - { id: odd, when: script.odd(seats), deny: true }
                - { id: default, select: { objective: price } }

            """),
            ("tests.yaml", """
            apiVersion: rulesrouter/v1
            kind: PolicyTest
            metadata: { name: example }
            spec:
              policy: example
              at: 2026-06-01T12:00:00Z
              properties:
                - { name: no rule denies two seats, forAll: seats == 2, then: outcome == "routed" or denial == "no-candidate" }

            """)),
    };

    public static DiagnosticCode Vacuous { get; } = new("RR0608", Warning, "property whose `forAll` no request satisfies")
    {
        Explanation = "`prove` showed that no request satisfies the condition `forAll` at any time, so the property says nothing.",
        Fix = "correct `forAll`, or remove the property",
        Example = new("prove --format github",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [low, high], default: low }
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
                - name: both levels are denied
                  forAll: level == "low" and level == "high"
                  then: outcome == "denied"

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        Unreachable,
        Shadowed,
        AlwaysTrue,
        Conflict,
        Loosened,
        Refuted,
        NotProved,
        Vacuous,
    ];
}
