using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of checking documents against their schema.</summary>
internal static class SchemaDiagnostics
{
    public static DiagnosticCode UnknownKind { get; } = new("RR0100", Error, "unknown kind or version")
    {
        Explanation = "Every document starts with `apiVersion: rulesrouter/v1` and a `kind`: RoutingPolicy, Catalog, PolicyTest "
            + "or Parameters.",
        Fix = "correct `apiVersion` or `kind`",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RutingPolicy
            metadata: { name: example }

            """)),
    };

    public static DiagnosticCode UnknownKey { get; } = new("RR0101", Error, "unknown key")
    {
        Explanation = "The schema of this kind of document does not define the key. Unknown keys are errors, because a "
            + "misspelled constraint would otherwise have no effect.",
        Fix = "correct the spelling; `rulesrouter reference` lists all keys",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - id: default
                  slect: { objective: price }
                  select: { objective: price }

            """)),
    };

    public static DiagnosticCode WrongType { get; } = new("RR0102", Error, "type mismatch")
    {
        Explanation = "The value has another type than the schema requires.",
        Fix = "write a value of the required type; quote strings that look like numbers or booleans",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - id: default
                  priority: high
                  select: { objective: price }

            """)),
    };

    public static DiagnosticCode MissingKey { get; } = new("RR0103", Error, "missing key")
    {
        Explanation = "A required key is missing.",
        Fix = "add the key",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models:
                small-2026-01: {}
                small: { aliasOf: [{ model: small-2026-01 }] }

            """)),
    };

    public static DiagnosticCode WrongValue { get; } = new("RR0104", Error, "value not allowed")
    {
        Explanation = "The value has the right type but is not one of the allowed values, or is outside the allowed range.",
        Fix = "use one of the listed values, or a number within the range",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - id: default
                  select: { objective: cheapest }

            """)),
    };

    public static DiagnosticCode Deprecated { get; } = new("RR0105", Warning, "deprecated spelling")
    {
        Explanation = "The key or value has been replaced. The old spelling is still accepted.",
        Fix = "run `rulesrouter fmt --upgrade`, which rewrites it and keeps comments",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - id: default
                  select: { objective: price, fallbacks: { max: 1 } }

            """)),
    };

    public static DiagnosticCode CannotFormat { get; } = new("RR0106", Error, "file cannot be formatted safely")
    {
        Explanation = "`rulesrouter fmt` found that the formatted file would have another meaning or lose a comment. The file is "
            + "unchanged.",
        Fix = "write strings of several lines as `|` blocks without `+`",
        Example = new("fmt",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata:
              description: |+
                kept


              name: example

            """)),
    };

    public static DiagnosticCode NotFormatted { get; } = new("RR0107", Warning, "file is not formatted")
    {
        Explanation = "`rulesrouter fmt` would change the layout of the file. Meaning and comments stay the same.",
        Fix = "run `rulesrouter fmt`",
        Example = new("fmt --check --format json",
            ("policy.yaml", """
            apiVersion:    rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        UnknownKind,
        UnknownKey,
        WrongType,
        MissingKey,
        WrongValue,
        Deprecated,
        CannotFormat,
        NotFormatted,
    ];
}
