using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Diagnostics;

/// <summary>Collects problems so that one run reports all of them.</summary>
internal sealed class DiagnosticBag
{
    private readonly HashSet<Diagnostic> seen = [];

    public bool HasErrors { get; private set; }

    public bool IsEmpty => seen.Count == 0;

    public void Add(DiagnosticCode code, SourceSpan span, string message, string help = "") =>
        Add(new Diagnostic(code, span, message, help));

    public void Add(Diagnostic diagnostic)
    {
        seen.Add(diagnostic);
        HasErrors |= diagnostic.IsError;
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    /// <summary>By file, line, column, then code and message, without duplicates.</summary>
    public ImmutableArray<Diagnostic> Sorted() =>
    [
        .. seen.OrderBy(d => d.Span.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Span.Start)
            .ThenBy(d => d.Code.Id, StringComparer.Ordinal)
            .ThenBy(d => d.Message, StringComparer.Ordinal),
    ];
}
