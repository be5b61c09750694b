using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of test suites and properties.</summary>
internal static class SuiteDiagnostics
{
    public static DiagnosticCode BadRequest { get; } = new("RR0501", Error, "malformed request in a case")
    {
        Explanation = "The request of a test case is not a valid body of POST /v1/decisions, or its fixtures or classification "
            + "are malformed.",
        Fix = "correct the field that the message names",
        Example = new("validate",
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
              cases:
                - name: long
                  request: { prompt: hello, maxOutputTokens: -1 }
                  expect: { outcome: denied }

            """)),
    };

    public static DiagnosticCode BadTimestamp { get; } = new("RR0502", Error, "missing or malformed timestamp")
    {
        Explanation = "Every case needs a timestamp, its own or that of the suite, because prices, waivers and evidence depend "
            + "on the date.",
        Fix = "write `at: 2026-05-26T03:42:02Z`",
        Example = new("validate",
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
              cases:
                - name: hello
                  request: { prompt: hello }
                  expect: { outcome: denied }

            """)),
    };

    public static DiagnosticCode UnknownPolicy { get; } = new("RR0503", Error, "suite for an unknown policy")
    {
        Explanation = "The suite names a policy that is not loaded or that requests cannot name.",
        Fix = "correct `policy`",
        Example = new("validate",
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
              policy: exampel
              at: 2026-06-01T12:00:00Z
              cases:
                - name: hello
                  request: { prompt: hello }
                  expect: { outcome: denied }

            """)),
    };

    public static DiagnosticCode UnknownFixture { get; } = new("RR0504", Error, "unknown fixture")
    {
        Explanation = "`with` names a fixture that the suite does not declare.",
        Fix = "correct the name, or declare it under `fixtures`",
        Example = new("validate",
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
              cases:
                - name: hello
                  with: greeting
                  request: { prompt: hello }
                  expect: { outcome: denied }

            """)),
    };

    public static DiagnosticCode UnknownRule { get; } = new("RR0505", Error, "unknown rule in an expectation")
    {
        Explanation = "An expectation names a rule that the policy and its parents do not have.",
        Fix = "write the rule as policy/rule",
        Example = new("validate",
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
              cases:
                - name: hello
                  request: { prompt: hello }
                  expect: { selectedBy: example/defualt }

            """)),
    };

    public static DiagnosticCode Empty { get; } = new("RR0506", Error, "suite without cases and properties")
    {
        Explanation = "A suite without cases and properties tests nothing.",
        Fix = "add a case or a property",
        Example = new("validate",
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

            """)),
    };

    public static DiagnosticCode UnknownName { get; } = new("RR0507", Error, "name in a test or property that nothing has")
    {
        Explanation = "An id in `expect` is that of no endpoint of the catalog, or a property compares a fact with a name that no "
            + "decision of the policy contains, such as a misspelt provider, certification or kind of redaction. The claim would be "
            + "decided before any request is.",
        Fix = "correct the name; `rulesrouter catalog show` lists the catalog",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small: { model: small, contextTokens: 100000, maxOutputTokens: 10000, prices: { periods: [{ input: 1, output: 4 }] } }

            """),
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
              cases:
                - name: hello
                  request: { prompt: hello }
                  expect: { noHop: acme/smal }

            """)),
    };

    public static DiagnosticCode ChecksNothing { get; } = new("RR0508", Error, "expectation or property that checks nothing")
    {
        Explanation = "An empty list in `expect`, or an empty `then`, is satisfied by every decision.",
        Fix = "list what to check, or remove it",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small: { model: small, contextTokens: 100000, maxOutputTokens: 10000, prices: { periods: [{ input: 1, output: 4 }] } }

            """),
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
              cases:
                - name: hello
                  request: { prompt: hello }
                  expect: { reasons: [] }

            """)),
    };

    public static DiagnosticCode UnmatchedPattern { get; } = new("RR0509", Warning, "pattern in a test that matches no endpoint")
    {
        Explanation = "A pattern with `*` in `expect` matches no endpoint of the catalog now. It may guard against endpoints that a later "
            + "catalog has, so it is a warning; an id without `*` that no endpoint has is an error (RR0507).",
        Fix = "correct the pattern, or keep it for a later catalog; `rulesrouter catalog show` lists the present one",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small: { model: small, contextTokens: 100000, maxOutputTokens: 10000, prices: { periods: [{ input: 1, output: 4 }] } }

            """),
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
              cases:
                - name: hello
                  request: { prompt: hello }
                  expect: { noHop: "*-preview" }

            """)),
    };

    public static DiagnosticCode UnknownQuantifier { get; } = new("RR0511", Error, "unknown quantifier in a property")
    {
        Explanation = "A claim about hops starts with `every hop:`, `some hop:` or `chosen:`.",
        Fix = "use one of the quantifiers",
        Example = new("validate",
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
                - name: private
                  forAll: stream
                  then: { each hop: "trainsOnData == false" }

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        BadRequest,
        BadTimestamp,
        UnknownPolicy,
        UnknownFixture,
        UnknownRule,
        Empty,
        UnknownName,
        ChecksNothing,
        UnmatchedPattern,
        UnknownQuantifier,
    ];
}
