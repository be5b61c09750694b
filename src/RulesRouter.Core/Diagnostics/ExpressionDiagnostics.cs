using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of conditions.</summary>
internal static class ExpressionDiagnostics
{
    public static DiagnosticCode Syntax { get; } = new("RR0401", Error, "condition syntax error")
    {
        Explanation = "The condition is not a valid expression.",
        Fix = "correct the expression; `rulesrouter reference` lists the operators",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: large, when: inputTokens >, deny: true }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode UnknownName { get; } = new("RR0402", Error, "unknown name in a condition")
    {
        Explanation = "A name in the condition is neither a fact, an attribute, a let, a clock, a parameter nor a script of the "
            + "policy and its parents.",
        Fix = "correct the name, or declare the attribute",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: large, when: inptTokens > 1000, deny: true }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode NotAllowed { get; } = new("RR0403", Error, "construct not allowed in a condition")
    {
        Explanation = "Conditions are a small expression language: comparisons, `and`, `or`, `not`, `in`, `has`, arithmetic and "
            + "a few string methods. Other constructs of C# are rejected.",
        Fix = "use the listed operators, or a script",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: odd, when: "task.GetType() == null", deny: true }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode TooLarge { get; } = new("RR0404", Error, "condition exceeds a size limit")
    {
        Explanation = "A condition has limits on its length, nesting, number of comparisons and expansion of lets.",
        Fix = "split the condition into several rules or lets",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - id: deep
                  deny: true
                  when: >-
                    (((((((((((((((((((((((((((((((((((((((((((((((((((((((
                    stream
                    )))))))))))))))))))))))))))))))))))))))))))))))))))))))
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode WrongType { get; } = new("RR0405", Error, "type mismatch in a condition")
    {
        Explanation = "An operator is applied to operands of types that cannot be compared or combined.",
        Fix = "compare values of the same type; string literals need double quotes",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                team: { type: text }
              rules:
                - { id: payments, when: team == 5, deny: true }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode UnknownValue { get; } = new("RR0406", Error, "value not in the enum")
    {
        Explanation = "The condition compares an enum with a value that the enum does not have. The comparison would never be "
            + "true.",
        Fix = "use a value of the enum",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: refactors, when: task == "refactr", deny: true }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode LetCycle { get; } = new("RR0407", Error, "let cycle")
    {
        Explanation = "A let uses itself, directly or through other lets.",
        Fix = "define one of them without the others",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              let:
                quick: deadlineMs < 1000 and slow
                slow: not quick
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode DerivedCompliance { get; } = new("RR0408", Error, "derived fact in a compliance condition")
    {
        Explanation = "The condition of a compliance constraint, a denial or a protective obligation uses a fact that the "
            + "classifier may derive. A wrong guess would weaken compliance.",
        Fix = "use a fact that the caller, the credential or the service states, or set `allowDerived: true`",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: complex, when: complexity.score > 0.5, constrain: { dataRetentionDays: { max: 0 } } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode NeverMatches { get; } = new("RR0409", Warning, "condition can never match")
    {
        Explanation = "The rule only selects, and no request makes its condition true. A rule that constrains, obliges or denies also "
            + "matches while its condition is unknown, so contradictions are not reported there.",
        Fix = "correct the condition, or remove the rule",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [low, high], default: low }
              rules:
                - { id: both, when: level == "low" and level == "high", select: { objective: latency } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode EqualPriority { get; } = new(
        "RR0410",
        Error,
        "rules of equal priority can both match and select differently")
    {
        Explanation = "Two selections have the same priority, their conditions are not disjoint, and they select differently. "
            + "The choice would depend on the order of the rules.",
        Fix = "give one of them a higher `priority`, or make the conditions disjoint",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: streams, when: stream, select: { objective: latency } }
                - { id: large, when: inputTokens > 1000, select: { objective: quality } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode Shadowed { get; } = new("RR0411", Warning, "unreachable selection")
    {
        Explanation = "Whenever the rule matches, a rule with a higher priority also matches and selects.",
        Fix = "raise its priority, or remove it",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: streams, priority: 5, when: stream, select: { objective: latency } }
                - { id: tools, priority: 1, when: stream and needs.tools, select: { objective: quality } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode UnknownKey { get; } = new("RR0412", Warning, "split key can be unknown")
    {
        Explanation = "If the key of a split is unknown, the first arm takes the request. Here the first arm is not the one with "
            + "the largest weight.",
        Fix = "list the arm with the largest weight first, or give the attribute a default",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                team: { type: text }
              rules:
                - id: default
                  select:
                    objective: price
                    split: { key: team, arms: [{ name: canary, weight: 5 }, { name: main, weight: 95 }] }

            """)),
    };

    public static DiagnosticCode InexactNumber { get; } = new("RR0413", Warning, "number is not exact")
    {
        Explanation = "Numbers are stored as 64-bit floating point. Of the integers above 9007199254740992 (2^53) only some can be "
            + "represented; the others are equal to a neighbour.",
        Fix = "compare identifiers as strings: declare the attribute with `type: text` and write the value in double quotes",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                ticket: { type: number }
              rules:
                - { id: blocked, when: ticket == 9007199254740993, deny: true }
                - { id: default, select: { objective: price } }

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        Syntax,
        UnknownName,
        NotAllowed,
        TooLarge,
        WrongType,
        UnknownValue,
        LetCycle,
        DerivedCompliance,
        NeverMatches,
        EqualPriority,
        Shadowed,
        UnknownKey,
        InexactNumber,
    ];
}
