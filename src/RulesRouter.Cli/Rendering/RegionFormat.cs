using RulesRouter.Verification.Proving.Comparing;

namespace RulesRouter.Cli.Rendering;

/// <summary>Describes requests that two revisions decide differently.</summary>
internal static class RegionFormat
{
    public static string Of(RegionChange change) => $"{Change(change)}{When(change)}";

    private static string When(RegionChange change) => change.Intervals.IsEmpty ? "" : $" ({string.Join(", ", change.Intervals)})";

    private static string Change(RegionChange change) => change.Kind switch
    {
        RegionChangeKind.NewlyDenied => $"some requests are newly denied: {change.Before} → {change.After}",
        RegionChangeKind.NewlyAllowed => $"some requests are no longer denied: {change.Before} → {change.After}",
        RegionChangeKind.ConstraintStricter => $"constraint {change.Subject} gets stricter: {change.Before} → {change.After}",
        RegionChangeKind.ConstraintWeaker => $"constraint {change.Subject} gets weaker: {change.Before} → {change.After}",
        RegionChangeKind.ObligationStricter => $"obligation {change.Subject} gets stricter: {change.Before} → {change.After}",
        RegionChangeKind.ObligationWeaker => $"obligation {change.Subject} gets weaker: {change.Before} → {change.After}",
        RegionChangeKind.Selection => $"selection: {change.Before} → {change.After}",
    };
}
