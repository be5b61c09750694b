using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Economics;
using RulesRouter.Economics.Abilities;
using RulesRouter.Economics.Difficulty;

namespace RulesRouter.Classifiers.Training.Priors;

/// <summary>Log loss per outcome of models that were not observed.</summary>
/// <param name="Abilities">By abilities and the difficulty learned from the observed models.</param>
/// <param name="Averages">By averaged scores (<see cref="AveragedScores"/>).</param>
/// <param name="RunningMean">By the observed models' share of successes, one success and one failure added.</param>
internal readonly record struct PriorLoss(double Abilities, double Averages, double RunningMean);

/// <summary>How well priors, and priors with a few outcomes of one or two models, predict the real outcomes of other models.</summary>
/// <param name="Mapped">Models of the data that the catalog has.</param>
/// <param name="Spearman">Rank correlation of abilities with shares of success.</param>
/// <param name="Losses">By number of outcomes seen.</param>
/// <param name="OverAverages">At <see cref="OutcomeMeasuring.Judged"/> outcomes, abilities less averaged scores; by model.</param>
internal sealed record OutcomeMeasurement(
    string Data,
    TaskKind Task,
    int Rows,
    int Models,
    ImmutableArray<string> Mapped,
    double Spearman,
    ImmutableSortedDictionary<int, PriorLoss> Losses,
    Resampling OverAverages,
    Resampling OverRunningMean);

internal sealed class OutcomeMeasuring(ModelCatalog catalog, ModelAbilities abilities, ModelMap map, int seed)
{
    /// <summary>The number of outcomes at which methods are compared.</summary>
    public const int Judged = 20;

    private const int MinModels = 3;
    private const int MaxPairs = 60;
    private const int Draws = 10;
    private static readonly int[] Counts = [0, 5, 20, 100];

    /// <exception cref="OutcomeDataException">The rows name no single task, or too few models that the catalog has.</exception>
    public OutcomeMeasurement Measure(IReadOnlyList<OutcomeRow> rows, string file)
    {
        var judged = rows.Where(row => row.Outcomes.Count > 0).ToList();
        var task = judged.Select(row => row.Kind).OfType<TaskKind>().GroupBy(kind => kind).MaxBy(kind => kind.Count())?.Key
            ?? throw new OutcomeDataException(file, 0, "no row with outcomes names a task");
        var names = judged.SelectMany(row => row.Outcomes.Keys).Distinct().ToList();
        var mapped = map.Of(names);
        if (mapped.Count < MinModels)
        {
            throw new OutcomeDataException(
                file,
                0,
                $"the catalog has {mapped.Count} of its {names.Count} models, and {MinModels} are needed; map more with --models");
        }

        var models = mapped.Select(pair => new Observed(pair.Key, pair.Value, judged, abilities.Of(pair.Value, task))).ToImmutableArray();
        var losses = Losses(models, task);
        return new OutcomeMeasurement(
            judged[0].DataSet,
            task,
            judged.Count,
            names.Count,
            [.. mapped.Keys],
            Correlation([.. models.Select(model => model.Ability.Mean)], [.. models.Select(model => model.Mean)]),
            losses.GroupBy(loss => loss.Count).ToImmutableSortedDictionary(
                same => same.Key,
                same => new PriorLoss(
                    same.Average(loss => loss.Loss.Abilities),
                    same.Average(loss => loss.Loss.Averages),
                    same.Average(loss => loss.Loss.RunningMean))),
            Difference(losses, loss => loss.Averages),
            Difference(losses, loss => loss.RunningMean));
    }

    private Resampling Difference(List<(int Count, string Model, PriorLoss Loss)> losses, Func<PriorLoss, double> other) => Resampling.Of(
        losses.Where(loss => loss.Count == Judged).Select(loss => (loss.Model, loss.Loss.Abilities - other(loss.Loss))),
        seed);

    /// <summary>Over every model alone and a sample of the pairs, each with several draws of outcomes.</summary>
    private List<(int Count, string Model, PriorLoss Loss)> Losses(ImmutableArray<Observed> models, TaskKind task)
    {
        var random = new Random(seed);
        var averages = new AveragedScores(catalog, task);
        var pairs = models.SelectMany((one, at) => models.Skip(at + 1).Select(other => ImmutableArray.Create(one, other))).ToArray();
        random.Shuffle(pairs);
        var found = new List<(int, string, PriorLoss)>();
        foreach (var seen in models.Select(model => ImmutableArray.Create(model)).Concat(pairs.Take(MaxPairs)))
        {
            foreach (var count in Counts)
            {
                for (var draw = 0; draw < (count == 0 ? 1 : Draws); draw++)
                {
                    var drawn = seen.Select(model => (model, Successes: model.Draw(count / seen.Length, random))).ToList();
                    found.AddRange(Predict(models, drawn, count / seen.Length, task, averages).Select(one => (count, one.Model, one.Loss)));
                }
            }
        }

        return found;
    }

    private static IEnumerable<(string Model, PriorLoss Loss)> Predict(
        ImmutableArray<Observed> models,
        List<(Observed Model, double Successes)> drawn,
        int trials,
        TaskKind task,
        AveragedScores averages)
    {
        var difficulty = new LearnedDifficulty(
            ReferenceDifficulty.Of(task),
            drawn.Select(one => one.Model.CellOf(trials, one.Successes)));
        var running = (drawn.Sum(one => one.Successes) + 1) / ((trials * drawn.Count) + 2);
        var seen = drawn.Select(one => (one.Model.Model, one.Successes, (double)trials)).ToList();
        foreach (var model in models.Where(model => !drawn.Any(one => one.Model == model)))
        {
            var believed = difficulty.Of(model.Name, model.Model.Id, model.Belief, null).Success.Mean;
            var averaged = averages.Of(model.Model, seen);
            yield return (model.Name, new PriorLoss(model.LossOf(believed), model.LossOf(averaged), model.LossOf(running)));
        }
    }

    private static double Correlation(double[] one, double[] other)
    {
        var (first, second) = (Ranks(one), Ranks(other));
        var (mean, meanOther) = (first.Average(), second.Average());
        var product = first.Zip(second, (a, b) => (a - mean) * (b - meanOther)).Sum();
        return product / Math.Sqrt(first.Sum(a => (a - mean) * (a - mean)) * second.Sum(b => (b - meanOther) * (b - meanOther)));
    }

    /// <summary>Equal values share the mean of their ranks.</summary>
    private static double[] Ranks(double[] values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) - 1) / 2.0))];

    /// <summary>A model of the data.</summary>
    private sealed class Observed(string name, Model model, List<OutcomeRow> rows, Ability ability)
    {
        private readonly double[] outcomes = [.. rows.Where(row => row.Outcomes.ContainsKey(name)).Select(row => row.Outcomes[name])];

        public string Name => name;

        public Model Model => model;

        public Ability Ability => ability;

        public Belief Belief => new(ability.Mean, ability.Variance);

        public double Mean => outcomes.Average();

        public OutcomeCell CellOf(int trials, double successes) =>
            new(name, model.Id, Belief, null, trials, successes, trials, successes);

        /// <summary>Successes of some of its outcomes, drawn without replacement.</summary>
        public double Draw(int count, Random random)
        {
            var (left, sum) = ((double[])outcomes.Clone(), 0.0);
            for (var draw = 0; draw < Math.Min(count, left.Length); draw++)
            {
                var at = random.Next(draw, left.Length);
                (left[draw], left[at]) = (left[at], left[draw]);
                sum += left[draw];
            }

            return sum;
        }

        /// <summary>Mean log loss of one prediction for all its outcomes.</summary>
        public double LossOf(double chance) => -((Mean * Math.Log(chance)) + ((1 - Mean) * Math.Log(1 - chance)));
    }
}
