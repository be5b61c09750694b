using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of reading the policies to serve.</summary>
public static class RouterDiagnostics
{
    public static DiagnosticCode Unreadable { get; } = new("RR0801", Error, "policies that cannot be read")
    {
        Explanation = "The folder of policies or the environment file does not exist or cannot be read. A running service keeps "
            + "the last good revision.",
        Fix = "correct the path, or grant read access",
        Example = new("serve --policies missing"),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        Unreadable,
    ];
}
