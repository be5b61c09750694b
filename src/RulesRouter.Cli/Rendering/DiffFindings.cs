using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Cli.Rendering;

/// <summary>
/// Findings for the reviewer of a change, at their place in the policy: an error for every loss of protection, a notice for the rest.
/// </summary>
internal static class DiffFindings
{
    public static ImmutableArray<Diagnostic> Of(PolicyDiff diff) =>
    [
        .. diff.Weaker.Select(
            weaker => Finding(diff, FindingDiagnostics.Weaker, weaker.Policy, $"policy {weaker.Policy}: {weaker.What}")),
        .. diff.Regions.SelectMany(region => region.Changes).Select(change => Finding(
            diff,
            PolicyDiff.LosesProtection(change) ? FindingDiagnostics.Weaker : FindingDiagnostics.ChangedDecision,
            change.Policy,
            $"policy {change.Policy}: {RegionFormat.Of(change)}; example: {WitnessWriter.Json(change.Witness)}")),
        .. (diff.Effect?.Weakened ?? []).Select(group => Finding(
            diff,
            FindingDiagnostics.Weaker,
            group.Policy,
            $"{DiffFigures.Requests(group.Ids.Length)} of policy {group.Policy}: {group.What} (example: {group.Ids[0]})")),
    ];

    /// <summary>The effect on recorded requests, if there are any.</summary>
    public static IEnumerable<Diagnostic> Effect(PolicyDiff diff)
    {
        if (diff.Effect is { } effect)
        {
            var figures = DiffFigures.Of(effect.All).Select(row => $"{row.Name}: {row.Before} → {row.After} {row.Growth}".TrimEnd());
            var changed = $"{DiffFigures.Count(effect.All.Changed)} of {DiffFigures.Count(effect.Requests)} recorded decisions change";
            yield return new Diagnostic(FindingDiagnostics.Effect, default, string.Join("; ", figures.Prepend(changed)));
        }
    }

    private static Diagnostic Finding(PolicyDiff diff, DiagnosticCode code, string policy, string message)
    {
        var places = diff.Places.GetValueOrDefault(policy);
        return new Diagnostic(code, (code == FindingDiagnostics.Weaker ? places?.Protects : places?.Answers) ?? default, message);
    }
}
