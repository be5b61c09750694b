namespace RulesRouter.Diagnostics;

/// <summary>Only an error keeps a policy from loading.</summary>
public enum Severity
{
    Error,
    Warning,
    Info,
}
