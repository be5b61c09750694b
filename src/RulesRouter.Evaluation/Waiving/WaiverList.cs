using System.Globalization;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Waiving;

/// <summary>All waivers of a folder as diagnostics, so that nobody has to look for them.</summary>
public static class WaiverList
{
    /// <param name="today">By UTC.</param>
    public static void Report(PolicySet set, DateOnly today, DiagnosticBag diagnostics)
    {
        foreach (var waiver in set.Policies.SelectMany(policy => policy.Waivers))
        {
            var what = $"waiver `{waiver.QualifiedId}` of `{waiver.Constraint}` of `{waiver.Rule}`, approved by {waiver.ApprovedBy}";
            if (waiver.HasExpired(today))
            {
                diagnostics.Add(WaiverDiagnostics.Expired, waiver.Span, $"{what}, expired on {Shown(waiver.Expires)} and changes nothing any more", "remove it, or have it approved anew");
            }
            else
            {
                var state = waiver.HoldsOn(today) ? "is in force" : $"begins on {Shown(waiver.From!.Value)}";
                diagnostics.Add(WaiverDiagnostics.InForce, waiver.Span, $"{what}, {state} and expires after {Shown(waiver.Expires)}: {waiver.Reason}");
            }
        }
    }

    private static string Shown(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
