using RulesRouter.Catalog;

namespace RulesRouter.Classifiers.Training.Priors;

/// <summary>
/// The baseline that abilities replace: the mean of a model's raw scores for the task, worth 15 outcomes; without one the mean of its
/// family, with the family's outcomes; else one half, worth 2. Outcomes of other models say nothing.
/// </summary>
internal sealed class AveragedScores(ModelCatalog catalog, TaskKind task)
{
    private const double OwnWeight = 15;
    private const double NoWeight = 2;
    private const double Edge = 0.005;

    /// <summary>The success probability of a model of which no outcome was seen.</summary>
    public double Of(Model model, IEnumerable<(Model Model, double Successes, double Trials)> seen)
    {
        if (MeanOf(model) is { } own)
        {
            return Inside(own);
        }

        var (successes, trials) = (0.0, 0.0);
        foreach (var other in seen.Where(other => model.Family is not null && other.Model.Family == model.Family))
        {
            (successes, trials) = (successes + other.Successes, trials + other.Trials);
        }

        var family = catalog.Models.Where(other => model.Family is not null && other.Family == model.Family && other.Id != model.Id)
            .Select(MeanOf)
            .OfType<double>()
            .ToList();
        var (mean, weight) = family.Count > 0 ? (Inside(family.Average()), OwnWeight) : (0.5, NoWeight);
        return Inside(((mean * weight) + successes) / (weight + trials));
    }

    private double? MeanOf(Model model)
    {
        var scores = model.QualityFigures.Where(figure => figure.Task == task).Select(figure => figure.Score).ToList();
        return scores.Count == 0 ? null : scores.Average();
    }

    private static double Inside(double chance) => Math.Clamp(chance, Edge, 1 - Edge);
}
