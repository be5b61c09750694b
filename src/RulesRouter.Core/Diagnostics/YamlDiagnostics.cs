using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of reading YAML.</summary>
internal static class YamlDiagnostics
{
    public static DiagnosticCode Syntax { get; } = new("RR0001", Error, "invalid YAML")
    {
        Explanation = "The file is not valid YAML 1.2 in UTF-8, or it is empty. Nothing of the file is used.",
        Fix = "correct the syntax at the reported position; indent with spaces, never with tabs",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: [

            """)),
    };

    public static DiagnosticCode TooLarge { get; } = new("RR0002", Error, "file too large")
    {
        Explanation = "A file has limits: 4 MB, 64 levels of nesting, 100,000 values after aliases are expanded, and numbers "
            + "that fit a 64-bit float. A file beyond them is rejected before it is read further.",
        Fix = "split the file, use fewer aliases, or shorten the number",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - id: default
                  priority: 1e999
                  select: { objective: price }

            """)),
    };

    public static DiagnosticCode Refused { get; } = new("RR0003", Error, "ambiguous or unsupported YAML")
    {
        Explanation = "The file uses YAML that people and programs may read differently: several documents, tags, directives, "
            + "merge keys, aliases without an anchor or inside their own anchor, keys that are not names, or characters "
            + "that hide or reorder text.",
        Fix = "write the value out in plain YAML; put each document in a separate file",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules: [{ id: default, select: { objective: price } }]
            ---
            kind: Catalog

            """)),
    };

    public static DiagnosticCode DuplicateKey { get; } = new("RR0004", Error, "duplicate key")
    {
        Explanation = "An object contains the same key twice. YAML readers disagree about which one counts.",
        Fix = "keep one of the two",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              abstract: true
              abstract: false
              rules: []

            """)),
    };

    public static DiagnosticCode OutsideLink { get; } = new("RR0005", Error, "link that leaves the folder")
    {
        Explanation = "A symbolic link in the folder of policies leads to a file or folder outside it. It is not read: a change to the "
            + "policies could otherwise show any file of the machine in a message. A link to a file within the folder is read, and a link "
            + "to a folder within it is ignored, as its files are read anyway. The same holds for the links of a git revision.",
        Fix = "copy the target into the folder, or name the target's folder as another path",
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        Syntax,
        TooLarge,
        Refused,
        DuplicateKey,
        OutsideLink,
    ];
}
