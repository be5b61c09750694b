using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of checking policies: names, inheritance, rules, constraints and selections.</summary>
internal static class PolicyDiagnostics
{
    public static DiagnosticCode DuplicatePolicy { get; } = new("RR0201", Error, "duplicate policy")
    {
        Explanation = "Two policies have the same name. Requests and `extends` refer to policies by name.",
        Fix = "rename one of them",
        Example = new("validate",
            ("first.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules: [{ id: default, select: { objective: price } }]

            """),
            ("second.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode UnknownParent { get; } = new("RR0202", Error, "unknown parent policy")
    {
        Explanation = "`extends` names a policy that is not among the loaded files.",
        Fix = "correct the name, or load the file that declares the parent",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              extends: [organization-baseline]
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode InheritanceCycle { get; } = new("RR0203", Error, "circular inheritance")
    {
        Explanation = "A policy extends itself, directly or through its parents.",
        Fix = "remove one of the `extends` entries",
        Example = new("validate",
            ("first.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: first }
            spec:
              extends: [second]
              rules: [{ id: default, select: { objective: price } }]

            """),
            ("second.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: second }
            spec:
              extends: [first]
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode DuplicateRule { get; } = new("RR0204", Error, "duplicate rule id")
    {
        Explanation = "Two rules of a policy have the same id, or a rule reuses the id of an inherited rule. Rules cannot be "
            + "overridden: constraints of all layers apply together.",
        Fix = "choose another id",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: chats, when: stream, constrain: { trainsOnData: false } }
                - { id: chats, when: not stream, constrain: { trainsOnData: false } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode NoDefault { get; } = new("RR0205", Error, "not exactly one default rule")
    {
        Explanation = "A policy that requests can name needs exactly one rule without `when`. It selects when no other rule "
            + "does.",
        Fix = "end the policy with a rule that has `select` and no `when`, or set `abstract: true`",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: streams, when: stream, select: { objective: latency } }

            """)),
    };

    public static DiagnosticCode DefaultNotLast { get; } = new("RR0206", Error, "default rule is not last")
    {
        Explanation = "The rule without `when` must be the last rule, so that the file reads in the order of evaluation.",
        Fix = "move it to the end",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: default, select: { objective: price } }
                - { id: streams, when: stream, select: { objective: latency } }

            """)),
    };

    public static DiagnosticCode NoEffect { get; } = new("RR0210", Error, "rule without an effect")
    {
        Explanation = "A rule needs at least one of `constrain`, `oblige`, `deny` and `select`.",
        Fix = "add an effect, or remove the rule",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: idle, when: stream }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode BadConstraint { get; } = new("RR0211", Error, "inconsistent constraint")
    {
        Explanation = "`enforce` or `waivable` names a constraint that the same rule does not set. The level of an inherited "
            + "constraint cannot be changed.",
        Fix = "name a key of this rule's `constrain`",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - id: private
                  when: stream
                  constrain: { trainsOnData: false }
                  enforce: { certifications: preferred }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode MatchesNothing { get; } = new("RR0212", Error, "pattern matches nothing in the catalog")
    {
        Explanation = "A provider, model or endpoint pattern matches no entry of the catalog, so the constraint or preference "
            + "would have no effect or deny every request.",
        Fix = "correct the pattern; `rulesrouter catalog show` lists the catalog",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: default, constrain: { providers: { forbid: [acmee] } }, select: { objective: price } }

            """),
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme: {}
              models:
                small: {}
              endpoints:
                acme/small: { model: small, contextTokens: 8000 }

            """)),
    };

    public static DiagnosticCode Unsatisfiable { get; } = new("RR0213", Warning, "constraint that no endpoint satisfies")
    {
        Explanation = "No endpoint of the catalog satisfies the constraint, or all constraints of the rule together, on any day. "
            + "Every request that matches the rule is denied.",
        Fix = "relax the constraint, or add the missing facts to the catalog",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: default, constrain: { contextTokens: { min: 200000 } }, select: { objective: price } }

            """),
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme: {}
              models:
                small: {}
              endpoints:
                acme/small: { model: small, contextTokens: 8000 }

            """)),
    };

    public static DiagnosticCode BadSelection { get; } = new("RR0214", Error, "inconsistent selection")
    {
        Explanation = "A selection contradicts itself: `ordered` without `prefer`, duplicate or only zero-weight arms, or costs "
            + "that cannot be compared.",
        Fix = "follow the message; `rulesrouter reference` describes each key of `select`",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: default, select: { objective: ordered } }

            """)),
    };

    public static DiagnosticCode KeepsPrompts { get; } = new("RR0215", Error, "child stores prompts that its parent forbids to store")
    {
        Explanation = "An inherited rule sets `storePrompts: false`. A child cannot allow what a parent forbids.",
        Fix = "remove `storePrompts: true`",
        Example = new("validate",
            ("floor.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: floor }
            spec:
              abstract: true
              rules:
                - { id: quiet, when: stream, oblige: { storePrompts: false } }

            """),
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              extends: [floor]
              rules:
                - { id: loud, when: stream, oblige: { storePrompts: true } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode DefaultDenies { get; } = new("RR0216", Error, "default rule does not select")
    {
        Explanation = "The rule without `when` must have `select`: it decides what happens when no other rule selects.",
        Fix = "add `select`; deny in a rule with a condition",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: default, deny: true }

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        DuplicatePolicy,
        UnknownParent,
        InheritanceCycle,
        DuplicateRule,
        NoDefault,
        DefaultNotLast,
        NoEffect,
        BadConstraint,
        MatchesNothing,
        Unsatisfiable,
        BadSelection,
        KeepsPrompts,
        DefaultDenies,
    ];
}
