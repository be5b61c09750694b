using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of scripts.</summary>
internal static class ScriptDiagnostics
{
    public static DiagnosticCode Syntax { get; } = new("RR0421", Error, "script syntax error")
    {
        Explanation = "The body of the script is not valid JavaScript.",
        Fix = "correct the syntax at the reported position",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              scripts:
                score: { inputs: { files: number }, result: number, body: "return files +" }
              rules:
                - { id: scored, when: "script.score(inputTokens) > 3", oblige: { disclose: true } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode NotAllowed { get; } = new("RR0422", Error, "construct not allowed in a script")
    {
        Explanation = "Scripts are pure functions. Constructs that create objects of the host, depend on time or randomness, or "
            + "hide cost are rejected.",
        Fix = "compute the result from the inputs only",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              scripts:
                score: { inputs: { files: number }, result: number, body: "return new Array(files).length" }
              rules:
                - { id: scored, when: "script.score(inputTokens) > 3", oblige: { disclose: true } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode UnknownName { get; } = new("RR0423", Error, "unknown name in a script")
    {
        Explanation = "The body uses a name that is neither an input, a local variable nor one of Math, Number, String, Array, "
            + "Object and Boolean.",
        Fix = "correct the name, or add an input",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              scripts:
                score: { inputs: { files: number }, result: number, body: "return filez" }
              rules:
                - { id: scored, when: "script.score(inputTokens) > 3", oblige: { disclose: true } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode TooLarge { get; } = new("RR0424", Error, "script exceeds a size limit")
    {
        Explanation = "A script has limits on its length and nesting.",
        Fix = "shorten the script",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              scripts:
                deep:
                  inputs: { files: number }
                  result: number
                  body: >
                    return [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
                    1
                    ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]].length
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode SlowPattern { get; } = new("RR0425", Error, "regular expression can take exponential time")
    {
        Explanation = "A repeated group that itself contains a repetition or an alternative can take exponential time.",
        Fix = "rewrite the pattern so that no group that contains `*`, `+` or `|` is repeated",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              scripts:
                slow:
                  inputs: { name: text }
                  result: boolean
                  body: "return /(a+)+$/.test(name)"
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode WrongUse { get; } = new("RR0426", Error, "script used with wrong inputs or in the wrong place")
    {
        Explanation = "A condition or a selection calls a script with another number or other types of inputs, or uses a ranking "
            + "script as a condition.",
        Fix = "pass facts of the declared types in the declared order",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              scripts:
                score: { inputs: { files: number }, result: number, body: "return files" }
              rules:
                - { id: scored, when: "script.score(inputTokens, stream) > 3", oblige: { disclose: true } }
                - { id: default, select: { objective: price } }

            """)),
    };

    public static DiagnosticCode NoResult { get; } = new("RR0427", Error, "script without a result")
    {
        Explanation = "The body never returns a result.",
        Fix = "end the body with `return`",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              scripts:
                score: { inputs: { files: number }, result: number, body: "const twice = files * 2;" }
              rules:
                - { id: scored, when: "script.score(inputTokens) > 3", oblige: { disclose: true } }
                - { id: default, select: { objective: price } }

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        Syntax,
        NotAllowed,
        UnknownName,
        TooLarge,
        SlowPattern,
        WrongUse,
        NoResult,
    ];
}
