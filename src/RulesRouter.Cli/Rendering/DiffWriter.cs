using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Replaying;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Cli.Rendering;

/// <summary>A comparison for people. Long lists are truncated and state how many more there are.</summary>
internal static class DiffWriter
{
    private const int MaxShown = 20;
    private const int MaxIds = 5;

    public static void Write(TextWriter to, PolicyDiff diff)
    {
        to.WriteLine($"{diff.Before} → {diff.After}");
        if (diff.Policies.IsEmpty && diff.Catalog.IsEmpty)
        {
            to.WriteLine("no change affects decisions");
        }

        foreach (var policy in diff.Policies.GroupBy(change => change.Policy))
        {
            to.WriteLine();
            to.WriteLine($"policy {policy.Key}");
            foreach (var change in policy)
            {
                Write(to, change);
            }
        }

        WriteRegions(to, diff);
        WriteCatalog(to, diff);
        foreach (var (policy, what) in diff.Weaker)
        {
            to.WriteLine();
            to.WriteLine($"WEAKER: policy {policy}: {what}");
        }

        if (diff.Effect is { } effect)
        {
            Write(to, effect);
        }
    }

    private static void Write(TextWriter to, PolicyChange change)
    {
        to.WriteLine($"  {Sign(change.Kind)} {change.Element}");
        foreach (var field in change.Fields)
        {
            var name = field.Path.Length == 0 ? "" : $"{field.Path}: ";
            to.WriteLine($"      {name}{DiffFigures.Value(field.Before)} → {DiffFigures.Value(field.After)}");
        }
    }

    private static void WriteRegions(TextWriter to, PolicyDiff diff)
    {
        foreach (var region in diff.Regions)
        {
            to.WriteLine();
            to.WriteLine(
                $"all requests to {region.Policy}{(region.IsEquivalent ? ": same decisions as before (proved)" : region.IsRefinement ? ": no constraint is weaker (proved)" : "")}");
            foreach (var change in region.Changes)
            {
                to.WriteLine($"  {(PolicyDiff.LosesProtection(change) ? "WEAKER: " : "")}{RegionFormat.Of(change)}");
                to.WriteLine($"      example: {WitnessWriter.Json(change.Witness)}");
            }

            foreach (var obstacle in region.Unclear)
            {
                to.WriteLine($"  unknown: {obstacle.Reason} ({obstacle.Place})");
            }
        }
    }

    private static void WriteCatalog(TextWriter to, PolicyDiff diff)
    {
        if (diff.Catalog.IsEmpty)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine("catalog (prices in US dollars per million tokens)");
        Limited(to, diff.Catalog, change => change.Fact == "endpoint"
            ? $"  {(change.Before is null ? "+" : "-")} {change.Endpoint}"
            : $"  ~ {change.Endpoint}  {change.Fact} {DiffFigures.Price(change)}");
    }

    private static void Write(TextWriter to, ReplayResult effect)
    {
        to.WriteLine();
        to.WriteLine(
            $"on {DiffFigures.Count(effect.Requests)} recorded requests, {(effect.All.Changed == 1 ? "1 decision changes" : $"{DiffFigures.Count(effect.All.Changed)} decisions change")} ({DiffFigures.Share(effect.All.Changed, effect.Requests)})");
        foreach (var (name, count) in DiffFigures.Counts(effect.All))
        {
            to.WriteLine($"  {DiffFigures.Count(count),12}  {name}");
        }

        foreach (var (name, before, after, growth) in DiffFigures.Of(effect.All))
        {
            to.WriteLine($"  {name}: {before} → {after} {growth}".TrimEnd());
        }

        if (!effect.Moves.IsEmpty)
        {
            to.WriteLine();
            to.WriteLine("changed decisions");
            Limited(to, effect.Moves, move => $"  {DiffFigures.Count(move.Requests),12}  {move.Policy}: {move.From} → {move.To}");
        }

        WriteWeakened(to, effect);
        WriteRemarks(to, effect);
    }

    private static void WriteWeakened(TextWriter to, ReplayResult effect)
    {
        if (effect.WeakenedRequests == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine(
            $"WEAKER: {DiffFigures.Requests(effect.WeakenedRequests)} {(effect.WeakenedRequests == 1 ? "is" : "are")} less protected than before (--format json lists all; --allow-weaker accepts them)");
        Limited(to, effect.Weakened, group =>
            $"  {DiffFigures.Count(group.Ids.Length),12}  {group.Policy}: {group.What}\n                example: {string.Join(", ", group.Ids.Take(MaxIds))}");
    }

    private static void WriteRemarks(TextWriter to, ReplayResult effect)
    {
        to.WriteLine();
        if (effect.Recorded > 0)
        {
            to.WriteLine(
                $"{DiffFigures.Count(effect.RecordedAlike)} of {DiffFigures.Count(effect.Recorded)} recorded decisions equal those of the base revision ({DiffFigures.Share(effect.RecordedAlike, effect.Recorded)})");
        }

        if (effect.Unreadable > 0)
        {
            to.WriteLine($"{DiffFigures.Count(effect.Unreadable)} lines could not be read:");
            foreach (var line in effect.FirstUnreadable)
            {
                to.WriteLine($"  {line.Place}: {line.Message}");
            }
        }
    }

    private static void Limited<T>(TextWriter to, IReadOnlyCollection<T> items, Func<T, string> line)
    {
        foreach (var item in items.Take(MaxShown))
        {
            to.WriteLine(line(item));
        }

        if (items.Count > MaxShown)
        {
            to.WriteLine($"  and {DiffFigures.Count(items.Count - MaxShown)} more");
        }
    }

    private static string Sign(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "+",
        ChangeKind.Removed => "-",
        ChangeKind.Changed => "~",
    };
}
