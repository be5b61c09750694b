namespace RulesRouter.Diagnostics;

/// <summary>A kind of problem: its stable number, <c>RR0000</c>, and what it stands for.</summary>
public sealed record DiagnosticCode(string Id, Severity Severity, string Title)
{
    public override string ToString() => Id;
}
