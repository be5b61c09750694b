using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Rendering;

/// <summary>A comparison as GitHub's annotations: an error for everything that is protected less, a notice for the rest.</summary>
internal static class DiffAnnotations
{
    public static void Write(TextWriter to, PolicyDiff diff)
    {
        foreach (var (policy, what) in diff.RemovedParents)
        {
            to.WriteLine($"::error title=Weaker compliance::{Data($"policy {policy}: {what}")}");
        }

        foreach (var change in diff.Regions.SelectMany(region => region.Changes))
        {
            to.WriteLine($"::{(PolicyDiff.LosesProtection(change) ? "error title=Weaker compliance" : "notice title=Answered otherwise")}::{Data($"policy {change.Policy}: {RegionText.Of(change)}, such as {WitnessText.Json(change.Witness)}")}");
        }

        if (diff.Effect is not { } effect)
        {
            return;
        }

        foreach (var group in effect.Weakened)
        {
            to.WriteLine($"::error title=Weaker compliance::{Data($"{DiffFigures.Count(group.Ids.Length)} requests of policy {group.Policy}: {group.What} (such as {group.Ids[0]})")}");
        }

        var figures = string.Join("; ", DiffFigures.Of(effect.All).Select(row => $"{row.Name}: {row.Before} → {row.After} {row.Growth}".TrimEnd()));
        to.WriteLine($"::notice title=Effect of the change::{Data($"{DiffFigures.Count(effect.All.Changed)} of {DiffFigures.Count(effect.Requests)} recorded decisions change; {figures}")}");
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
