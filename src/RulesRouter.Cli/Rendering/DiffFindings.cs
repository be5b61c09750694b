using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Rendering;

/// <summary>Findings for the reviewer of a change, at their place in the policy: an error for every loss of protection, a notice for the rest.</summary>
internal static class DiffFindings
{
    private static readonly DiagnosticCode Weaker = new("RR0711", Severity.Error, "weaker compliance");
    private static readonly DiagnosticCode Otherwise = new("RR0712", Severity.Info, "changed decision");

    public static ImmutableArray<Diagnostic> Of(PolicyDiff diff) =>
    [
        .. diff.RemovedParents.Select(removed => Finding(diff, Weaker, removed.Policy, $"policy {removed.Policy}: {removed.What}")),
        .. diff.Regions.SelectMany(region => region.Changes).Select(change => Finding(
            diff,
            PolicyDiff.LosesProtection(change) ? Weaker : Otherwise,
            change.Policy,
            $"policy {change.Policy}: {RegionText.Of(change)}; example: {WitnessText.Json(change.Witness)}")),
        .. (diff.Effect?.Weakened ?? []).Select(group => Finding(
            diff,
            Weaker,
            group.Policy,
            $"{DiffFigures.Requests(group.Ids.Length)} of policy {group.Policy}: {group.What} (example: {group.Ids[0]})")),
    ];

    private static Diagnostic Finding(PolicyDiff diff, DiagnosticCode code, string policy, string message)
    {
        var places = diff.Places.GetValueOrDefault(policy);
        return new Diagnostic(code, (code == Weaker ? places?.Protects : places?.Answers) ?? default, message);
    }
}
