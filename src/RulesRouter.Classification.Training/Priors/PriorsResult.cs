using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Economics.Abilities;
using RulesRouter.Formats;
using RulesRouter.Names;

namespace RulesRouter.Classifiers.Training.Priors;

/// <summary>Errors over the scores that one way of leaving out predicts; mean absolute errors in 0..1.</summary>
/// <param name="RawMae">Of the mean of the model's other scores; NaN where models are left out.</param>
/// <param name="OverColumn">The fit's error less that of the column's mean.</param>
/// <param name="Coverage50">Share of scores within the central 50 % of their predicted distribution.</param>
internal sealed record FigureMeasurement(
    int Scores,
    int Models,
    double Mae,
    double RawMae,
    double ColumnMae,
    Resampling OverColumn,
    double Coverage50,
    double Coverage90)
{
    public static FigureMeasurement Of(IReadOnlyList<FigureError> errors, int seed) => errors.Count == 0
        ? new FigureMeasurement(0, 0, double.NaN, double.NaN, double.NaN, Resampling.Of([], seed), double.NaN, double.NaN)
        : new FigureMeasurement(
            errors.Count,
            errors.Select(error => error.Model).Distinct().Count(),
            errors.Average(error => error.Error),
            errors.Where(error => !double.IsNaN(error.RawMean)).Select(error => error.RawMean).DefaultIfEmpty(double.NaN).Average(),
            errors.Average(error => error.ColumnMean),
            Resampling.Of(
                errors.Select(error => (error.Model.ToString(CultureInfo.InvariantCulture), error.Error - error.ColumnMean)),
                seed),
            errors.Average(error => Math.Abs(error.Quantile - 0.5) <= 0.25 ? 1.0 : 0),
            errors.Average(error => Math.Abs(error.Quantile - 0.5) <= 0.45 ? 1.0 : 0));
}

/// <param name="Scales">The sizes of the parts, fitted to all scores.</param>
internal sealed record PriorsResult(
    FigureMeasurement OneOut,
    FigureMeasurement ModelsOut,
    AbilityScales Scales,
    ImmutableArray<OutcomeMeasurement> Outcomes)
{
    public void WriteJson(TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(
        new
        {
            figures = new
            {
                scores = OneOut.Scores,
                leaveOneOutMae = Known(OneOut.Mae),
                rawMeanMae = Known(OneOut.RawMae),
                columnMeanMae = Known(OneOut.ColumnMae),
                leaveModelOutMae = Known(ModelsOut.Mae),
                leaveModelOutColumnMeanMae = Known(ModelsOut.ColumnMae),
                coverage50 = Known(OneOut.Coverage50),
                coverage90 = Known(OneOut.Coverage90),
                leaveModelOutCoverage50 = Known(ModelsOut.Coverage50),
                leaveModelOutCoverage90 = Known(ModelsOut.Coverage90),
                overColumnMean = Interval(OneOut.OverColumn),
            },
            outcomes = Outcomes.Select(outcome => new
            {
                data = outcome.Data,
                task = EnumNames<TaskKind>.NameOf(outcome.Task),
                rows = outcome.Rows,
                models = outcome.Mapped.Length,
                modelsInData = outcome.Models,
                spearman = Known(outcome.Spearman),
                logLoss = Losses(outcome, loss => loss.Abilities),
                logLossBefore = Losses(outcome, loss => loss.Averages),
                logLossRunningMean = Losses(outcome, loss => loss.RunningMean),
                overBeforeAt20 = Interval(outcome.OverAverages),
                overRunningMeanAt20 = Interval(outcome.OverRunningMean),
            }),
        },
        JsonFormats.Indented));

    public void WriteHuman(TextWriter writer)
    {
        writer.WriteLine(
            Text($"{OneOut.Scores} published scores of {OneOut.Models} models, each predicted without itself (mean absolute error)"));
        writer.WriteLine(Text($"  {OneOut.Mae:0.0000}  abilities"));
        writer.WriteLine(Text($"  {OneOut.ColumnMae:0.0000}  mean of the suite by the same publisher"));
        writer.WriteLine(Text($"  {OneOut.RawMae:0.0000}  mean of the model's other scores"));
        writer.WriteLine(Text($"  abilities less the suite's mean: {Interval95(OneOut.OverColumn)}"));
        writer.WriteLine(Text($"  intervals of 50 % cover {OneOut.Coverage50:P1}, of 90 % {OneOut.Coverage90:P1}"));
        writer.WriteLine(
            Text($"{ModelsOut.Scores} published scores of {ModelsOut.Models} models, each predicted without its model's scores"));
        writer.WriteLine(Text($"  {ModelsOut.Mae:0.0000}  abilities"));
        writer.WriteLine(Text($"  {ModelsOut.ColumnMae:0.0000}  mean of the suite by the same publisher"));
        writer.WriteLine(Text($"  abilities less the suite's mean: {Interval95(ModelsOut.OverColumn)}"));
        writer.WriteLine(Text($"  intervals of 50 % cover {ModelsOut.Coverage50:P1}, of 90 % {ModelsOut.Coverage90:P1}"));
        writer.WriteLine(
            "sizes of the parts in logits: " + string.Join(
                ", ",
                Enum.GetValues<AbilityScale>().Select(scale => Text($"{EnumNames<AbilityScale>.NameOf(scale)} {Scales[scale]:0.00}"))));
        foreach (var outcome in Outcomes)
        {
            writer.WriteLine();
            writer.WriteLine(
                Text($"{outcome.Data}: {EnumNames<TaskKind>.NameOf(outcome.Task)}, {outcome.Rows} rows, {outcome.Mapped.Length} of {outcome.Models} models are in the catalog"));
            writer.WriteLine(Text($"  rank correlation of abilities with shares of success: {outcome.Spearman:0.00}"));
            writer.WriteLine("  log loss of other models' outcomes after outcomes of one or two models");
            writer.WriteLine("  outcomes  abilities  averaged scores  running mean");
            foreach (var (count, loss) in outcome.Losses)
            {
                writer.WriteLine(Text($"  {count,8}{loss.Abilities,11:0.0000}{loss.Averages,17:0.0000}{loss.RunningMean,14:0.0000}"));
            }

            writer.WriteLine(Text($"  at {OutcomeMeasuring.Judged}, abilities less averaged scores: {Interval95(outcome.OverAverages)}"));
            writer.WriteLine(Text($"  at {OutcomeMeasuring.Judged}, abilities less running mean: {Interval95(outcome.OverRunningMean)}"));
        }
    }

    private static Dictionary<string, double?> Losses(OutcomeMeasurement outcome, Func<PriorLoss, double> of) =>
        outcome.Losses.ToDictionary(loss => loss.Key.ToString(CultureInfo.InvariantCulture), loss => Known(of(loss.Value)));

    private static object Interval(Resampling of) =>
        new { mean = Known(of.Mean), low = Known(of.Low), high = Known(of.High), excludesZero = of.ExcludesZero };

    private static string Interval95(Resampling of) =>
        Text($"{of.Mean:+0.0000;-0.0000;0.0000} (95 % over models: {of.Low:+0.0000;-0.0000;0.0000} … {of.High:+0.0000;-0.0000;0.0000}{(of.ExcludesZero ? "" : ", which holds 0")})");

    private static double? Known(double value) => double.IsFinite(value) ? Math.Round(value, 6) : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
