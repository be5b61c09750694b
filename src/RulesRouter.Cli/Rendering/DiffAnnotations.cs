using RulesRouter.Diagnostics;
using RulesRouter.Language.Rendering;
using RulesRouter.Verification.Comparing;

namespace RulesRouter.Cli.Rendering;

/// <summary>A comparison as GitHub annotations: the findings, and a notice about recorded requests.</summary>
internal static class DiffAnnotations
{
    private static readonly DiagnosticCode Effect = new("RR0713", Severity.Info, "effect of the change");

    public static void Write(TextWriter to, PolicyDiff diff)
    {
        DiagnosticRenderer.Write(to, DiffFindings.Of(diff), DiagnosticFormat.Github);
        if (diff.Effect is { } effect)
        {
            var figures = string.Join("; ", DiffFigures.Of(effect.All).Select(row => $"{row.Name}: {row.Before} → {row.After} {row.Growth}".TrimEnd()));
            var summary = $"{DiffFigures.Count(effect.All.Changed)} of {DiffFigures.Count(effect.Requests)} recorded decisions change; {figures}";
            DiagnosticRenderer.Write(to, [new Diagnostic(Effect, default, summary)], DiagnosticFormat.Github);
        }
    }
}
