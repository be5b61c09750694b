namespace RulesRouter.Cli;

/// <summary>What <c>rulesrouter</c> exits with. Scripts rely on these.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>Findings, failed cases, a denial where a route was asked for.</summary>
    public const int Findings = 1;

    public const int Usage = 2;

    /// <summary>The policies or the catalog have errors.</summary>
    public const int DoesNotLoad = 3;
}
