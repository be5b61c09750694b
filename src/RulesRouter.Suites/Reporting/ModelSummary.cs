using System.Collections.Immutable;
using RulesRouter.Names;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.Running;

namespace RulesRouter.Suites.Reporting;

/// <summary>What one model, in one format of answers, achieved on a suite. Attempts that an API failed do not count.</summary>
/// <param name="Solved">Attempts whose tests all pass.</param>
/// <param name="SolvedLow">Lower end of the 95 % Wilson interval of the solved share, 0 to 1.</param>
/// <param name="SolvedHigh">Upper end of that interval.</param>
/// <param name="UsdPerAttempt">Null where a price is unknown, or nothing counts.</param>
/// <param name="UsdPerSolved">All dollars over the solved attempts; null where a price is unknown, or nothing is solved.</param>
/// <param name="SecondsPerAttempt">Null where nothing counts.</param>
/// <param name="SecondsPerSolved">All seconds over the solved attempts; null where nothing is solved.</param>
/// <param name="EditLines">Mean edits to merge-ready of the applied attempts, in lines; null where nothing was applied.</param>
/// <param name="EditsAreUpperBound">At least one of them is a distance to the merged change alone.</param>
internal sealed record ModelSummary(
    string Model,
    EditFormat? Format,
    int Attempts,
    int Solved,
    double SolvedLow,
    double SolvedHigh,
    int MalformedAnswers,
    int DoNotBuild,
    int InfrastructureFailures,
    decimal? UsdPerAttempt,
    decimal? UsdPerSolved,
    double? SecondsPerAttempt,
    double? SecondsPerSolved,
    double? EditLines,
    bool EditsAreUpperBound)
{
    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    public string Name => Format is { } format ? $"{Model} ({EnumNames<EditFormat>.NameOf(format)})" : Model;

    /// <summary>Sorted by solved share, highest first, then by name.</summary>
    public static ImmutableArray<ModelSummary> Of(IEnumerable<AttemptResult> results) =>
    [
        .. results.GroupBy(result => (result.Model, result.Format))
            .Select(group => Of(group.Key.Model, group.Key.Format, [.. group]))
            .OrderByDescending(summary => summary.Attempts == 0 ? 0 : (double)summary.Solved / summary.Attempts)
            .ThenBy(summary => summary.Name, StringComparer.Ordinal),
    ];

    private static ModelSummary Of(string model, EditFormat? format, List<AttemptResult> all)
    {
        var counted = all.Where(result => result.InfrastructureFailure is null).ToList();
        var solved = counted.Count(result => result.Solved);
        var (low, high) = Wilson(solved, counted.Count);
        var dollars = counted.Exists(result => result.CostUsd is null) ? null : counted.Sum(result => result.CostUsd);
        var seconds = counted.Sum(result => result.Seconds);
        var edits = counted.Where(result => result.Edits is not null).Select(result => result.Edits!).ToList();
        return new ModelSummary(
            model,
            format,
            counted.Count,
            solved,
            low,
            high,
            counted.Sum(result => result.MalformedAnswers),
            counted.Count(result => result.Malformed is null && !result.Builds),
            all.Count - counted.Count,
            counted.Count == 0 ? null : dollars / counted.Count,
            solved == 0 ? null : dollars / solved,
            counted.Count == 0 ? null : seconds / counted.Count,
            solved == 0 ? null : seconds / solved,
            edits.Count == 0 ? null : edits.Average(edit => (double)edit.Lines),
            edits.Exists(edit => edit.IsUpperBound));
    }

    /// <summary>E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.</summary>
    private static (double Low, double High) Wilson(int solved, int attempts)
    {
        if (attempts == 0)
        {
            return (0, 1);
        }

        var (share, squared) = ((double)solved / attempts, Z * Z);
        var middle = (share + (squared / (2 * attempts))) / (1 + (squared / attempts));
        var half = Z / (1 + (squared / attempts)) * Math.Sqrt((share * (1 - share) / attempts) + (squared / (4.0 * attempts * attempts)));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
