using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of reading the policies to serve.</summary>
internal static class RouterDiagnostics
{
    public static DiagnosticCode Unreadable { get; } = new("RR0801", Error, "policies that cannot be read")
    {
        Explanation = "The folder of policies or the environment file does not exist or cannot be read. A running service keeps "
            + "the last good revision.",
        Fix = "correct the path, or grant read access",
        Example = new("serve --policies policies --parameters policies",
            ("policies/policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules: [{ id: default, select: { objective: price } }]

            """)),
    };

    public static DiagnosticCode InternalError { get; } = new("RR0802", Error, "internal error while loading")
    {
        Explanation = "Loading failed by a bug of rulesrouter, not of the policies. A running service keeps the last good revision.",
        Fix = "report the bug with the policies; changing the last edited lines may avoid it",
    };

    public static DiagnosticCode NoPolicies { get; } = new("RR0803", Error, "a folder without policies")
    {
        Explanation = "The folder to serve, or its commit, has no policy that a request can name: it may be the wrong one, or emptied by a "
            + "deployment that has not finished. A running service keeps the last good revision.",
        Fix = "name the folder that has the policies, or restore them",
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        Unreadable,
        InternalError,
        NoPolicies,
    ];
}
