namespace RulesRouter.Diagnostics;

/// <summary>A kind of problem: its stable code, <c>RR0000</c>, severity, title and documentation.</summary>
public sealed record DiagnosticCode(string Id, Severity Severity, string Title)
{
    /// <summary>What the diagnostic means and why it is reported.</summary>
    public required string Explanation { get; init; }

    /// <summary>How to fix it.</summary>
    public required string Fix { get; init; }

    /// <summary>Files that provoke it; null for a cross-check of something that the loader already rejects.</summary>
    public DiagnosticExample? Example { get; init; }

    public override string ToString() => Id;
}
