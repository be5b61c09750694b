namespace RulesRouter.Diagnostics;

/// <summary>A kind of problem: its stable code, <c>RR0000</c>, severity and title.</summary>
public sealed record DiagnosticCode(string Id, Severity Severity, string Title)
{
    public override string ToString() => Id;
}
