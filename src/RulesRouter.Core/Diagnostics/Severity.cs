namespace RulesRouter.Diagnostics;

/// <summary>Only an error prevents a policy from loading.</summary>
public enum Severity
{
    Error,
    Warning,
    Info,
}
