using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Reporting;

/// <summary>One self-contained page: what models achieved on a suite, at what cost, and where they fail together.</summary>
internal static class HtmlReport
{
    private const string Style =
        "body{font:15px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{padding:.25rem .8rem;border-bottom:1px solid #ddd;text-align:right}th:first-child,td:first-child{text-align:left}svg{max-width:100%;height:auto}";

    public static string Write(ImmutableArray<AttemptResult> results, IReadOnlyCollection<Scenario> scenarios, string title)
    {
        var summaries = ModelSummary.Of(results);
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Text(title)}</title>")
            .Append(CultureInfo.InvariantCulture, $"<style>{Style}</style></head><body>\n<h1>{Text(title)}</h1>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{results.Length} attempts at {scenarios.Count} scenarios.</p>\n");
        page.Append("<h2>Models</h2>\n").Append(Charts.SolvedShares(summaries)).Append('\n');
        Table(
            page,
            [
                "model", "solved", "95 % interval", "$ per attempt", "$ per solved", "minutes per solved", "edits to merge-ready",
                "malformed", "no build",
            ],
            summaries.Select(Row));
        page.Append("<p>≤ marks edits counted to the merged change alone: another acceptable change may be nearer.</p>\n");
        page.Append("<h2>Cost and success</h2>\n").Append(Charts.CostsAndShares(summaries)).Append('\n');
        Shares(page, "By task", SolvedShare.ByTask(results, scenarios));
        Shares(page, "By size of the merged change", SolvedShare.BySize(results, scenarios));
        Shares(page, "By area", SolvedShare.ByArea(results, scenarios));
        page.Append("<h2>Failures together</h2>\n<p>A fallback helps where two models do not fail at the same scenarios.</p>\n");
        Table(
            page,
            ["models", "scenarios", "both failed", "if independent"],
            JointFailures.Of(results).Select(pair => (string[])
            [
                $"{pair.Model}, {pair.Other}", Number(pair.Scenarios), Number(pair.BothFailed),
                pair.IfIndependent.ToString("0.0", CultureInfo.InvariantCulture),
            ]));
        return page.Append("</body></html>\n").ToString();
    }

    private static string[] Row(ModelSummary summary) =>
    [
        summary.Name,
        $"{summary.Solved}/{summary.Attempts}",
        string.Create(CultureInfo.InvariantCulture, $"{summary.SolvedLow:0 %} to {summary.SolvedHigh:0 %}"),
        summary.UsdPerAttempt?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "unknown",
        summary.UsdPerSolved?.ToString("0.0000", CultureInfo.InvariantCulture) ?? (summary.Solved == 0 ? "–" : "unknown"),
        (summary.SecondsPerSolved / 60)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",
        summary.EditLines is { } lines
            ? string.Create(CultureInfo.InvariantCulture, $"{(summary.EditsAreUpperBound ? "≤ " : "")}{lines:0.0} lines")
            : "–",
        Number(summary.MalformedAnswers),
        Number(summary.DoNotBuild),
    ];

    private static void Shares(StringBuilder page, string title, ImmutableArray<SolvedShare> shares)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(title)}</h2>\n");
        Table(
            page,
            ["", "solved"],
            shares.Select(share => (string[])[share.Part, $"{share.Solved}/{share.Attempts}"]));
    }

    private static void Table(StringBuilder page, string[] head, IEnumerable<string[]> rows)
    {
        page.Append("<table><tr>").AppendJoin("", head.Select(cell => $"<th>{Text(cell)}</th>")).Append("</tr>\n");
        foreach (var row in rows)
        {
            page.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Text(cell)}</td>")).Append("</tr>\n");
        }

        page.Append("</table>\n");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
