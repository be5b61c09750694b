using System.Globalization;
using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Cli.Rendering;

/// <summary>The figures of a comparison, the same in every human-readable format.</summary>
internal static class DiffFigures
{
    public static IEnumerable<(string Name, string Before, string After, string Growth)> Of(EffectTotals totals)
    {
        (string Name, PairedFigure Figure, string Format, string Unit)[] all =
        [
            ("US dollars of tokens per 1,000 requests", totals.TokenUsdPerThousand, "$0.0000", ""),
            ("US dollars to completion per 1,000 requests", totals.TotalUsdPerThousand, "$0.0000", ""),
            ("latency, median of p50", totals.LatencyP50Ms, "#,0", " ms"),
            ("latency, 99th percentile of p99", totals.LatencyP99Ms, "#,0", " ms"),
        ];
        return all.Where(row => row.Figure.Requests > 0)
            .Select(row => ($"{row.Name}{Over(row.Figure, totals)}", Text(row.Figure.Before, row.Format) + row.Unit,
                Text(row.Figure.After, row.Format) + row.Unit, Growth(row.Figure.Growth)));
    }

    public static IEnumerable<(string Name, long Count)> Counts(EffectTotals totals)
    {
        (string Name, long Count)[] all =
        [
            ("another endpoint, or another reason for denial", totals.AnswerChanged),
            ("the same endpoint with other fallbacks", totals.FallbacksChanged),
            ("other constraints or obligations", totals.TermsChanged),
            ("newly denied", totals.NewlyDenied),
            ("newly allowed", totals.NewlyAllowed),
            ("no longer valid for the policy", totals.NewlyRejected),
        ];
        return all.Where(row => row.Count > 0);
    }

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Requests(long count) => count == 1 ? "1 request" : $"{Count(count)} requests";

    public static string Share(long part, long whole) =>
        whole == 0 ? "0%" : ((double)part / whole).ToString("0.0%", CultureInfo.InvariantCulture);

    public static string Price(CatalogChange change) =>
        $"{change.Before ?? "unknown"} → {change.After ?? "unknown"}{(change.Share is { } share ? $" ({Growth(share - 1)})" : "")}"
        + (change.Intervals.IsEmpty ? "" : $", {string.Join(", ", change.Intervals)}");

    public static string Growth(double? growth) =>
        growth is { } value ? value.ToString("+0.0%;-0.0%;±0%", CultureInfo.InvariantCulture) : "";

    public static string Value(string? text) => text is null ? "nothing" : text.ReplaceLineEndings(" ").Trim();

    private static string Over(PairedFigure figure, EffectTotals totals) =>
        figure.Requests == totals.Requests ? "" : $", over {Count(figure.Requests)}";

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "unknown";
}
