using System.Globalization;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>Lists all waivers of a folder as diagnostics.</summary>
internal static class WaiverList
{
    /// <param name="today">UTC.</param>
    public static void Report(PolicySet set, DateOnly today, DiagnosticBag diagnostics)
    {
        foreach (var waiver in set.Policies.SelectMany(policy => policy.Waivers))
        {
            var what = $"waiver `{waiver.QualifiedId}` of `{waiver.Constraint}` of `{waiver.Rule}`, approved by {waiver.ApprovedBy}";
            if (waiver.HasExpired(today))
            {
                diagnostics.Add(
                    WaiverDiagnostics.Expired,
                    waiver.Span,
                    $"{what}, expired on {Format(waiver.Expires)} and has no effect",
                    "remove it, or have it approved again");
            }
            else
            {
                var state = waiver.HoldsOn(today) ? "is in force" : $"begins on {Format(waiver.From!.Value)}";
                diagnostics.Add(
                    WaiverDiagnostics.InForce,
                    waiver.Span,
                    $"{what}, {state} and expires after {Format(waiver.Expires)}: {waiver.Reason}");
            }
        }
    }

    private static string Format(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
