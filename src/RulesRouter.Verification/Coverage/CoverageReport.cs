using System.Collections.Immutable;

namespace RulesRouter.Verification.Coverage;

/// <summary>Coverage of policies by suites. Goals that no request can meet are listed but not counted.</summary>
/// <param name="MoreRegions">Policies with more regions than listed, or whose list may be incomplete.</param>
internal sealed record CoverageReport(ImmutableArray<GoalResult> Goals, ImmutableArray<string> MoreRegions)
{
    public CoverageShare Of(CoverageKind kind)
    {
        var counted = Goals.Where(result => result.Goal.Kind == kind && result.State != GoalState.Impossible).ToList();
        return new CoverageShare(kind, counted.Count(result => result.State == GoalState.Met), counted.Count);
    }

    public ImmutableArray<CoverageShare> Shares => [.. Enum.GetValues<CoverageKind>().Select(Of)];
}

internal readonly record struct CoverageShare(CoverageKind Kind, int Met, int All)
{
    /// <summary>0 to 100; 100 if there are no goals.</summary>
    public double Percent => All == 0 ? 100 : 100.0 * Met / All;
}
