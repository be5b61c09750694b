using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace RulesRouter.Suites.Reporting;

/// <summary>One self-contained page: what models achieved on a suite, at what cost, and where they fail together.</summary>
internal static class HtmlReport
{
    private const string Style =
        "body{font:15px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{padding:.25rem .8rem;border-bottom:1px solid #ddd;text-align:right}th:first-child,td:first-child{text-align:left}svg{max-width:100%;height:auto}";

    public static string Write(SuiteSummary summary, string title)
    {
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Text(title)}</title>")
            .Append(CultureInfo.InvariantCulture, $"<style>{Style}</style></head><body>\n<h1>{Text(title)}</h1>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{summary.Attempts.Length} attempts at {summary.Scenarios} scenarios; {Text(ReportWords.Isolated(summary.Isolation))}.</p>\n");
        page.Append("<h2>Models</h2>\n").Append(Charts.SolvedShares(summary.Models)).Append('\n');
        Table(
            page,
            [
                "model", "solved", "95 % interval", "$ per attempt", "$ per merged change", "minutes per attempt",
                "minutes per merged change", "edits to merge-ready", "malformed", "no build",
            ],
            summary.Models.Select(Row));
        page.Append("<p>≤ marks edits counted to the merged change alone: another acceptable change may be nearer.</p>\n");
        page.Append("<h2>Cost and success</h2>\n").Append(Charts.CostsAndShares(summary.Models)).Append('\n');
        if (summary.Chains is { } chains)
        {
            Chains(page, chains);
        }

        page.Append("<h2>Failures by kind</h2>\n");
        Table(
            page,
            ["model", "why", "attempts"],
            summary.Failures.Select(failure => (string[])[failure.Model, ReportWords.Of(failure.Kind), Number(failure.Attempts)]));
        Shares(page, "By task", summary.ByTask);
        Shares(page, "By size of the merged change", summary.BySize);
        Shares(page, "By area", summary.ByArea);
        page.Append("<h2>Failures together</h2>\n<p>A fallback helps where two models do not fail at the same scenarios.</p>\n");
        Table(
            page,
            ["models", "scenarios", "both failed", "if independent"],
            summary.Together.Select(pair => (string[])
            [
                $"{pair.Model}, {pair.Other}", Number(pair.Scenarios), Number(pair.BothFailed),
                pair.IfIndependent.ToString("0.0", CultureInfo.InvariantCulture),
            ]));
        return page.Append("</body></html>\n").ToString();
    }

    private static void Chains(StringBuilder page, PolicyChains chains)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Chains under policy {Text(chains.Policy)}</h2>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{Text(ReportWords.Of(chains))}</p>\n");
        Table(
            page,
            ["scenarios", "today", "$ per task", "best chain", "$ per task", "saving", "95 % interval"],
            chains.Comparisons.Select(compared => (string[])
            [
                ReportWords.ScenariosOf(compared),
                ReportWords.ChainOf(compared.Today),
                ReportWords.Dollars(compared.TodayCost?.Usd),
                ReportWords.ChainOf(compared.Best),
                ReportWords.Dollars(compared.BestCost?.Usd),
                ReportWords.Dollars(compared.Saving?.Usd),
                compared.Saving is { } saving ? $"{ReportWords.Dollars(saving.Low)} to {ReportWords.Dollars(saving.High)}" : "–",
            ]));
    }

    private static string[] Row(ModelSummary summary) =>
    [
        summary.Name,
        $"{summary.Solved}/{summary.Attempts}",
        string.Create(CultureInfo.InvariantCulture, $"{summary.SolvedLow:0 %} to {summary.SolvedHigh:0 %}"),
        summary.UsdPerAttempt?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "unknown",
        summary.UsdPerSolved?.ToString("0.0000", CultureInfo.InvariantCulture) ?? (summary.Solved == 0 ? "–" : "unknown"),
        (summary.SecondsPerAttempt / 60)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",
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
