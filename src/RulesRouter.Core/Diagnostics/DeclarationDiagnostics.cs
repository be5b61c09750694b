using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of what a policy declares: attributes, clocks, scripts, parameters, waivers, budgets and intents.</summary>
internal static class DeclarationDiagnostics
{
    public static DiagnosticCode BadAttribute { get; } = new("RR0207", Error, "invalid attribute declaration")
    {
        Explanation = "An attribute, let or clock has a name that conditions cannot use, or an attribute declaration contradicts "
            + "itself: an enum without values, values of another type, or `raiseOnly` on something other than an ordered "
            + "enum of the caller.",
        Fix = "rename it, or correct its declaration",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                tier: { type: enum }
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode RedeclaredName { get; } = new("RR0208", Error, "name declared twice")
    {
        Explanation = "Attributes, lets, clocks, scripts and parameters of all layers share one name space. A child cannot "
            + "redeclare an inherited name.",
        Fix = "remove one declaration, or choose another name",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                team: { type: text }
              let:
                team: stream
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode BadDefault { get; } = new("RR0209", Error, "default value does not match its attribute")
    {
        Explanation = "The default of an attribute has another type, or is not a value of its enum.",
        Fix = "use a value of the declared type",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                level: { type: enum, values: [low, high], default: medium }
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode UnknownTerm { get; } = new("RR0217", Warning, "name that nothing else uses")
    {
        Explanation = "A certification, region, service tier or kind of redaction is in no entry of the catalog and not among the known "
            + "kinds, so it has no effect. It may be misspelt.",
        Fix = "correct the spelling, or add the fact to the catalog",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: streams, when: stream, oblige: { redact: [secrts] } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode BadClock { get; } = new("RR0231", Error, "unknown time zone of a clock")
    {
        Explanation = "A clock names a time zone that the time-zone database does not contain.",
        Fix = "write an IANA name such as Europe/Berlin, or UTC",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              clocks: { office: Europe/Berlni }
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode BadScript { get; } = new("RR0232", Error, "invalid script declaration")
    {
        Explanation = "A script or an input has a name that JavaScript or conditions cannot use, or a ranking script does not "
            + "take exactly one endpoint as its first input and return a number.",
        Fix = "rename it, or correct its inputs and result",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              scripts:
                score: { inputs: { endpoint: endpoint }, result: boolean, body: "return true" }
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode BadParameter { get; } = new("RR0233", Error, "invalid parameter declaration or value")
    {
        Explanation = "A parameter is declared or set inconsistently: a value outside its bounds or of another type, an unknown "
            + "parameter or policy, a parameter set twice, or a parameter of the wrong type in a constraint.",
        Fix = "correct the declaration or the value",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              parameters:
                budget: { type: number, default: 200, min: 0, max: 100 }
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode BadWaiver { get; } = new("RR0234", Error, "invalid waiver")
    {
        Explanation = "A waiver names an unknown rule or constraint, a constraint that is not waivable, or dates that do not "
            + "exist or are reversed.",
        Fix = "correct the waiver, or add the constraint to `waivable` of the rule",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: private, when: stream, constrain: { trainsOnData: false } }
                - { id: default, select: { objective: price } }
              waivers:
                - id: pilot
                  rule: example/private
                  constraint: trainsOnData
                  when: stream
                  approvedBy: security
                  reason: pilot
                  expires: 2026-12-31

            """)),
    };

    public static DiagnosticCode BadBudget { get; } = new("RR0235", Error, "invalid budget")
    {
        Explanation = "A budget has no limit or several, is declared twice among a policy and what it extends, names an unknown time "
            + "zone, or is per an attribute that is unknown or that callers set.",
        Fix = "correct the budget; a policy shares the budgets that it inherits and can add others",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                team: { type: text }
              budgets:
                - { id: monthly, per: [team], limitUsd: 100, window: month }
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode BadIntent { get; } = new("RR0236", Error, "invalid intent")
    {
        Explanation = "An intent has a name that conditions cannot use, too few examples to learn from, or an example that another intent "
            + "has too.",
        Fix = "rename it, or add examples in other wordings",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              intents:
                release-notes:
                  examples: [write the release notes for 2.3, summarise what changed since the last tag]
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode IntentSeparation { get; } = new("RR0237", Info, "how well the examples of an intent separate")
    {
        Explanation = "Each example of an intent is scored by what is learned from all other examples; general prompts that were not "
            + "learned from show how often other requests are taken for the intent.",
        Fix = "add examples in wordings that are not recognised yet",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              intents:
                release-notes:
                  examples:
                    - write the release notes for version 2.3
                    - draft release notes from these merged pull requests
                    - turn this changelog into release notes for customers
                    - prepare the notes for the next release
                    - release notes for today's build, please
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode OverlappingIntents { get; } = new("RR0238", Warning, "intent that its examples do not separate")
    {
        Explanation = "At least a quarter of the examples of an intent are recognised as another intent, fewer than half are recognised "
            + "at all, or more than one in fifty general prompts is taken for it, by what is learned from the other examples.",
        Fix = "merge the two intents, or add examples that show the difference",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              intents:
                questions:
                  examples:
                    - what is this
                    - how are you
                    - tell me more
                    - can you do it
                    - why does it not work
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode BadDifficultyGroup { get; } = new("RR0239", Error, "invalid attribute for difficulty")
    {
        Explanation = "`difficultyBy` names an attribute that is unknown or that callers set.",
        Fix = "name an attribute with `source: key` or `source: service` that the policy declares or inherits",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                team: { type: text, source: key }
              economics: { difficultyBy: tema }
              rules: [{ id: default, select: { objective: expected-cost } }]

            """)),
    };

    public static DiagnosticCode NoWriter { get; } = new("RR0240", Warning, "attribute that nothing sets")
    {
        Explanation = "An attribute with `source: key` or `source: service` is set by none of the credentials and settings of the "
            + "service: conditions on it never change. `validate` checks that with `--settings`.",
        Fix = "let a credential carry it (`keys create --attribute`, `oidcAttribute`), or set it with `serviceAttribute`",
        Example = new("validate --settings service.settings",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                region: { type: text, source: service }
              rules: [{ id: default, select: { objective: price } }]

            """),
            ("service.settings", """
            apiVersion: rulesrouter/v1
            kind: ServiceSettings
            spec: { serviceAttribute: [reion=eu] }

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        BadAttribute,
        RedeclaredName,
        BadDefault,
        UnknownTerm,
        BadClock,
        BadScript,
        BadParameter,
        BadWaiver,
        BadBudget,
        BadIntent,
        IntentSeparation,
        OverlappingIntents,
        BadDifficultyGroup,
        NoWriter,
    ];
}
