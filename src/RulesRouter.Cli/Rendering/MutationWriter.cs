using System.Globalization;
using System.Text.Json;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Formats;
using RulesRouter.Verification.Mutating;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints the mutants that no test detects.</summary>
internal static class MutationWriter
{
    public static void Write(TextWriter to, MutationReport report, string format)
    {
        switch (format)
        {
            case "json":
                WriteJson(to, report);
                break;
            case "human":
                WriteHuman(to, report);
                break;
            default:
                FindingRenderer.Write(to, MutationFindings.Of(report), Enum.Parse<FindingFormat>(format, ignoreCase: true));
                break;
        }
    }

    public static string Score(MutationReport report) =>
        (Math.Floor(report.Score * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static void WriteHuman(TextWriter to, MutationReport report)
    {
        foreach (var result in MutationFindings.Survivors(report))
        {
            to.WriteLine($"{result.Mutant.Place}: no test detects that in rule `{result.Mutant.Rule}` {result.Mutant.Change}");
        }

        to.WriteLine(Summary(report));
    }

    private static void WriteJson(TextWriter to, MutationReport report) => to.WriteLine(JsonSerializer.Serialize(
        new
        {
            score = Math.Round(report.Score, 2),
            noticed = report.Noticed,
            survived = report.Survived,
            mutants = report.Results.Select(result => new
            {
                policy = result.Mutant.Policy,
                rule = result.Mutant.Rule,
                change = result.Mutant.Change,
                fate = result.Fate.ToString().ToLowerInvariant(),
                by = result.By,
                file = result.Mutant.Place.Path,
                line = result.Mutant.Place.Line,
                column = result.Mutant.Place.Column,
            }),
        },
        JsonFormats.Indented));

    public static string Summary(MutationReport report) =>
        $"{report.Noticed} of {report.Noticed + report.Survived} mutants detected ({Score(report)}); "
        + $"{report.Results.Count(result => result.Fate == MutantFate.Rejected)} do not load, "
        + $"{report.Results.Count(result => result.Fate == MutantFate.Equivalent)} change no decision";
}
