using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Replaying;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Cli.Rendering;

/// <summary>A comparison as a comment on a pull request: the summary first, details folded.</summary>
internal static class DiffMarkdown
{
    private const int MaxShown = 20;

    public static void Write(TextWriter to, PolicyDiff diff)
    {
        to.WriteLine($"### Routing policies: {Code(diff.Before)} → {Code(diff.After)}");
        to.WriteLine();
        to.WriteLine(Verdict(diff));
        foreach (var (policy, what) in diff.Weaker)
        {
            to.WriteLine($"* policy {Code(policy)}: {Plain(what)}");
        }

        if (diff.Effect is { } effect)
        {
            Write(to, effect);
        }

        WriteRegions(to, diff);
        WritePolicies(to, diff);
        WriteCatalog(to, diff);
    }

    private static string Verdict(PolicyDiff diff) => diff switch
    {
        { IsWeaker: true } =>
            $"**⚠ Compliance gets weaker{(diff.Effect is { WeakenedRequests: > 0 } effect ? $" for {DiffFigures.Count(effect.WeakenedRequests)} of {DiffFigures.Count(effect.Requests)} recorded requests" : "")}.**",
        { Policies.IsEmpty: true, Catalog.IsEmpty: true } => "No change affects decisions.",
        { Effect: { } effect } =>
            $"{DiffFigures.Count(effect.All.Changed)} of {DiffFigures.Count(effect.Requests)} recorded decisions change ({DiffFigures.Share(effect.All.Changed, effect.Requests)}); no request is less protected than before.",
        { Regions: { IsEmpty: false } regions } when regions.All(
            region =>
                region.IsRefinement) => "For every request the constraints are at least as strict as before (proved). The effect on traffic is unknown: no recorded requests were given.",
        _ => "The effect on traffic is unknown: no recorded requests were given.",
    };

    private static void Write(TextWriter to, ReplayResult effect)
    {
        to.WriteLine();
        to.WriteLine("| | before | after | change |");
        to.WriteLine("|---|---:|---:|---:|");
        foreach (var (name, before, after, growth) in DiffFigures.Of(effect.All))
        {
            to.WriteLine($"| {name} | {before} | {after} | {growth} |");
        }

        to.WriteLine(
            $"| decisions that change | | {DiffFigures.Count(effect.All.Changed)} | {DiffFigures.Share(effect.All.Changed, effect.Requests)} |");
        foreach (var (name, count) in DiffFigures.Counts(effect.All))
        {
            to.WriteLine($"| {name} | | {DiffFigures.Count(count)} | {DiffFigures.Share(count, effect.Requests)} |");
        }

        Table(
            to,
            "Less protected requests",
            "| requests | policy | change | example |\n|---:|---|---|---|",
            effect.Weakened,
            group => $"| {DiffFigures.Count(group.Ids.Length)} | {Code(group.Policy)} | {Plain(group.What)} | {Code(group.Ids[0])} |",
            open: true);
        Table(
            to,
            "Changed decisions",
            "| requests | policy | from | to |\n|---:|---|---|---|",
            effect.Moves,
            move => $"| {DiffFigures.Count(move.Requests)} | {Code(move.Policy)} | {Code(move.From)} | {Code(move.To)} |");
        if (effect.Unreadable > 0)
        {
            to.WriteLine();
            to.WriteLine(
                $"{DiffFigures.Count(effect.Unreadable)} lines of the record could not be read, the first at {Code(effect.FirstUnreadable[0].Place)}: {Plain(effect.FirstUnreadable[0].Message)}.");
        }
    }

    private static void WriteRegions(TextWriter to, PolicyDiff diff)
    {
        foreach (var region in diff.Regions.Where(region => region.Changes.IsEmpty || !region.Unclear.IsEmpty))
        {
            to.WriteLine();
            to.WriteLine(region.IsEquivalent
                ? $"For every request to {Code(region.Policy)} the decision is the same as before (proved)."
                : $"Unknown for some requests to {Code(region.Policy)}: {Plain(string.Join("; ", region.Unclear.Select(obstacle => obstacle.Reason)))}.");
        }

        Table(
            to,
            "Requests with other decisions",
            "| policy | change | example |\n|---|---|---|",
            [.. diff.Regions.SelectMany(region => region.Changes).OrderByDescending(PolicyDiff.LosesProtection)],
            change =>
                $"| {Code(change.Policy)} | {(PolicyDiff.LosesProtection(change) ? "⚠ " : "")}{Plain(RegionFormat.Of(change))} | {Code(WitnessWriter.Json(change.Witness))} |",
            open: diff.Regions.Any(region => region.Changes.Any(PolicyDiff.LosesProtection)));
    }

    private static void WritePolicies(TextWriter to, PolicyDiff diff) => Table(
        to,
        "Policies",
        "| policy | element | before | after |\n|---|---|---|---|",
        [
            .. diff.Policies.SelectMany(
                change => change.Fields.IsEmpty
                    ? [(change, field: null)]
                    : change.Fields.Select(field => (change, field: (FieldChange?)field))),
        ],
        row => row.field is { } field
            ? $"| {Code(row.change.Policy)} | {Plain(row.change.Element)}{(field.Path.Length > 0 ? $": {Plain(field.Path)}" : "")} | {Shown(field.Before)} | {Shown(field.After)} |"
            : $"| {Code(row.change.Policy)} | {Plain(row.change.Element)} | {(row.change.Kind == ChangeKind.Added ? "" : "*existed*")} | {(row.change.Kind == ChangeKind.Added ? "*new*" : "*removed*")} |");

    private static void WriteCatalog(TextWriter to, PolicyDiff diff) => Table(
        to,
        "Catalog (prices in US dollars per million tokens)",
        "| endpoint | fact | change |\n|---|---|---|",
        diff.Catalog,
        change => change.Fact == "endpoint"
            ? $"| {Code(change.Endpoint)} | | {(change.Before is null ? "*new*" : "*removed*")} |"
            : $"| {Code(change.Endpoint)} | {change.Fact} | {Plain(DiffFigures.Price(change))} |");

    private static void Table<T>(
        TextWriter to,
        string title,
        string head,
        IReadOnlyCollection<T> rows,
        Func<T,
        string> row,
        bool open = false)
    {
        if (rows.Count == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine($"<details{(open ? " open" : "")}><summary>{title}: {DiffFigures.Count(rows.Count)}</summary>");
        to.WriteLine();
        to.WriteLine(head);
        foreach (var item in rows.Take(MaxShown))
        {
            to.WriteLine(row(item));
        }

        if (rows.Count > MaxShown)
        {
            to.WriteLine();
            to.WriteLine($"… and {DiffFigures.Count(rows.Count - MaxShown)} more.");
        }

        to.WriteLine();
        to.WriteLine("</details>");
    }

    private static string Shown(string? value) => value is null ? "" : Code(DiffFigures.Value(value));

    /// <summary>Text with a backtick needs double backticks around it.</summary>
    private static string Code(string text)
    {
        var inCell = text.Replace("|", "\\|", StringComparison.Ordinal);
        return text.Contains('`') ? $"`` {inCell} ``" : $"`{inCell}`";
    }

    private static string Plain(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal);
}
