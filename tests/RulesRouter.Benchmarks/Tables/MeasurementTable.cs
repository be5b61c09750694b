using System.Globalization;

namespace RulesRouter.Benchmarks.Tables;

/// <summary>Writes the measurements as a Markdown table.</summary>
internal static class MeasurementTable
{
    private static readonly string[] Heads = ["what", "case", "contestant", "figure", "allocated", "ratio", "against", "goal"];

    public static void Write(TextWriter to, IReadOnlyList<Measurement> measurements)
    {
        var rows = measurements.Select(Cells).Prepend(Heads).ToList();
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        for (var index = 0; index < rows.Count; index++)
        {
            to.WriteLine($"| {string.Join(" | ", rows[index].Select((cell, column) => cell.PadRight(widths[column])))} |");
            if (index == 0)
            {
                to.WriteLine($"|{string.Join("|", widths.Select(width => new string('-', width + 2)))}|");
            }
        }
    }

    private static string[] Cells(Measurement of) =>
    [
        of.Subject,
        of.Case,
        of.What,
        Figure(of.Value, of.Unit),
        of.AllocatedBytes is { } bytes ? Bytes(bytes) : "",
        of.Ratio is { } ratio ? ratio.ToString("0.000", CultureInfo.InvariantCulture) : "",
        of.Against,
        of.Goal is { } goal
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{(of.HigherIsBetter ? "≥" : "≤")} {goal}{(of.MeetsGoal == true ? "" : ", missed")}")
            : "",
    ];

    private static string Figure(double value, string unit) => (unit, value) switch
    {
        ("ns", >= 1e9) => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.00} s"),
        ("ns", >= 1e6) => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.00} ms"),
        ("ns", >= 1e3) => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.00} µs"),
        ("ns", _) => string.Create(CultureInfo.InvariantCulture, $"{value:0} ns"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.##} {unit}"),
    };

    private static string Bytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} B");
}
