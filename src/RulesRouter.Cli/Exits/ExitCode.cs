namespace RulesRouter.Cli.Exits;

/// <summary>Exit codes of <c>rulesrouter</c>. Scripts rely on them.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>Findings, failed cases, a denied request, or a service that stopped because a part of it failed.</summary>
    public const int Findings = 1;

    public const int Usage = 2;

    /// <summary>The policies or the catalog have errors.</summary>
    public const int DoesNotLoad = 3;
}
