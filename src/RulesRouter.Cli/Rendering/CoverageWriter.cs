using System.Globalization;
using System.Text.Json;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Formats;
using RulesRouter.Verification.Coverage;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints coverage for people and programs.</summary>
internal static class CoverageWriter
{
    public static void Write(TextWriter to, CoverageReport report, string format)
    {
        switch (format)
        {
            case "json":
                WriteJson(to, report);
                break;
            case "cobertura":
                CoberturaXml.Write(to, report);
                break;
            case "human":
                WriteHuman(to, report);
                break;
            default:
                FindingRenderer.Write(to, CoverageFindings.Of(report), Enum.Parse<FindingFormat>(format, ignoreCase: true));
                break;
        }
    }

    public static string NameOf(CoverageKind kind) => kind switch
    {
        CoverageKind.Rule => "rules",
        CoverageKind.Branch => "branches",
        CoverageKind.Deciding => "deciding comparisons",
        CoverageKind.Region => "regions",
    };

    public static string Percent(CoverageShare share) =>
        (Math.Floor(share.Percent * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static void WriteHuman(TextWriter to, CoverageReport report)
    {
        foreach (var file in report.Goals.Where(result => result.State is GoalState.Missing
            or GoalState.Unclear).GroupBy(result => result.Goal.Place.Path))
        {
            to.WriteLine(file.Key);
            foreach (var result in file
                .OrderBy(result => result.Goal.Place.Start)
                .ThenBy(result => result.Goal.Kind)
                .ThenBy(result => result.Goal.Detail, StringComparer.Ordinal))
            {
                var place = $"{result.Goal.Place.Line}:{result.Goal.Place.Column}";
                to.WriteLine(
                    $"  {place,-7} no case in which {(result.Goal.Kind == CoverageKind.Region ? $"{result.Goal.Owner}: " : "")}{result.Goal.Statement}{(result.State == GoalState.Unclear ? " (whether a request can is unknown)" : "")}");
            }
        }

        foreach (var policy in report.MoreRegions)
        {
            to.WriteLine($"{policy} has more regions than were counted");
        }

        foreach (var share in report.Shares)
        {
            to.WriteLine($"{NameOf(share.Kind)}: {share.Met} of {share.All} ({Percent(share)})");
        }
    }

    private static void WriteJson(TextWriter to, CoverageReport report) => to.WriteLine(JsonSerializer.Serialize(
        new
        {
            shares = report.Shares.Select(
                share => new { kind = NameOf(share.Kind), met = share.Met, all = share.All, percent = Math.Round(share.Percent, 2) }),
            moreRegions = report.MoreRegions,
            goals = report.Goals.Select(result => new
            {
                kind = NameOf(result.Goal.Kind),
                owner = result.Goal.Owner,
                statement = result.Goal.Statement,
                state = result.State.ToString().ToLowerInvariant(),
                cases = result.Cases,
                file = result.Goal.Place.Path,
                line = result.Goal.Place.Line,
                column = result.Goal.Place.Column,
            }),
        },
        JsonFormats.Indented));
}
