using System.Collections.Immutable;
using RulesRouter.Economics;
using RulesRouter.Economics.Abilities;

namespace RulesRouter.Classifiers.Training.Priors;

/// <summary>One published score predicted from others, and what simpler predictions make of it.</summary>
/// <param name="Error">Absolute error of the fit, in 0..1.</param>
/// <param name="Quantile">Of the score in the predicted distribution, 0..1.</param>
/// <param name="RawMean">Absolute error of the mean of the model's other scores; NaN without one.</param>
/// <param name="ColumnMean">Absolute error of the mean of the suite's scores by the same publisher, of other models or settings.</param>
internal readonly record struct FigureError(int Model, double Error, double Quantile, double RawMean, double ColumnMean);

/// <summary>
/// Leaves a score, or all scores of a model, out of the fit and predicts it. The whole fit is repeated without them, the sizes of its parts
/// included.
/// </summary>
internal sealed class FigureErrors(ImmutableArray<ModelTraits> traits, ImmutableArray<BenchmarkRun> runs)
{
    /// <summary>Other scores of a column that a comparison with its mean needs.</summary>
    private const int MinOthers = 3;

    /// <summary>Of the scores whose model has another one and whose column has enough others.</summary>
    public IReadOnlyList<FigureError> LeavingOneOut()
    {
        var asked = Enumerable.Range(0, runs.Length)
            .Where(run => Others(run, byModel: false).Count >= MinOthers && runs.Count(other => other.Model == runs[run].Model) > 1)
            .ToList();
        var errors = new FigureError[asked.Count];
        Parallel.For(0, asked.Count, at =>
        {
            var run = asked[at];
            errors[at] = ErrorOf(AbilityFit.Of(traits, runs.RemoveAt(run)), run, byModel: false);
        });
        return errors;
    }

    /// <summary>Of the scores whose column has enough scores of other models.</summary>
    public IReadOnlyList<FigureError> LeavingModelsOut()
    {
        var models = runs.Select(run => run.Model).Distinct().ToList();
        var errors = new List<FigureError>[models.Count];
        Parallel.For(0, models.Count, at =>
        {
            var fit = AbilityFit.Of(traits, [.. runs.Where(run => run.Model != models[at])]);
            errors[at] =
            [
                .. Enumerable.Range(0, runs.Length)
                    .Where(run => runs[run].Model == models[at] && Others(run, byModel: true).Count >= MinOthers)
                    .Select(run => ErrorOf(fit, run, byModel: true)),
            ];
        });
        return [.. errors.SelectMany(each => each)];
    }

    private FigureError ErrorOf(AbilityFit fit, int run, bool byModel)
    {
        var (mean, variance) = fit.Predict(runs[run]);
        var own = runs.Where((other, at) => at != run && other.Model == runs[run].Model).Select(other => other.Score).ToList();
        return new FigureError(
            runs[run].Model,
            Math.Abs(Logit.ToChance(mean) - runs[run].Score),
            NormalQuantile.ShareBelow((runs[run].Logit - mean) / Math.Sqrt(variance)),
            own.Count == 0 ? double.NaN : Math.Abs(own.Average() - runs[run].Score),
            Math.Abs(Others(run, byModel).Average() - runs[run].Score));
    }

    private List<double> Others(int run, bool byModel) =>
    [
        .. runs.Where((other, at) => at != run
                && other.SharesPublication(runs[run])
                && !(byModel && other.Model == runs[run].Model))
            .Select(other => other.Score),
    ];
}
