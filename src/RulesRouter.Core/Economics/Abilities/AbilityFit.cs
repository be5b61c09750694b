using System.Collections.Immutable;
using System.Numerics;

namespace RulesRouter.Economics.Abilities;

/// <summary>
/// All scores fitted together: logit(score) = discrimination(suite) · ability(model, task group) − difficulty(column) + noise(suite),
/// where a column is a suite in one publisher's setting. Abilities and difficulties are normal, so they follow from the scores in closed
/// form; the sizes of their parts are those that make the scores likeliest, each drawn to a prior. Nothing is random.
/// </summary>
internal sealed class AbilityFit
{
    /// <summary>Steps of the search for the sizes; it has settled to two digits by then.</summary>
    private const int Steps = 12;

    private const double FirstStep = 0.2;

    /// <summary>Above this many scores one step costs too much: the sizes stay at their priors.</summary>
    private const int MaxRunsForSteps = 800;

    private readonly ImmutableArray<ModelTraits> traits;
    private readonly ImmutableArray<BenchmarkRun> runs;
    private readonly Names names = new();
    private readonly Keys[] keys;
    private readonly (int Family, int Vendor)[] kin;
    private double[] squares = [];
    private double[] discriminations = [];
    private SymmetricMatrix covariance;
    private double[] weights;

    private AbilityFit(ImmutableArray<ModelTraits> traits, ImmutableArray<BenchmarkRun> runs)
    {
        (this.traits, this.runs) = (traits, runs);
        keys = [.. runs.Select(run => names.Of(run))];
        kin = [.. traits.Select(model => (names.OfKin("family", model.Family), names.OfKin("vendor", model.Vendor)))];
        Scales = new AbilityScales(names.Suites);
        (covariance, weights) = Solve();
    }

    public AbilityScales Scales { get; }

    public static AbilityFit Of(ImmutableArray<ModelTraits> traits, ImmutableArray<BenchmarkRun> runs)
    {
        var fit = new AbilityFit(traits, runs);
        if (runs.Length is > 0 and <= MaxRunsForSteps)
        {
            fit.Settle();
        }

        return fit;
    }

    /// <summary>Mean and variance of an ability, in logits.</summary>
    public (double Mean, double Variance) Ability(int model, TaskGroup group)
    {
        var mask = 1 << (int)group;
        var shared = new double[runs.Length];
        for (var run = 0; run < runs.Length; run++)
        {
            shared[run] = discriminations[run] * Together(model, mask, runs[run].Model, keys[run].Groups);
        }

        var explained = covariance.Whiten(shared);
        var unmeasured = runs.Any(run => traits[run.Model].Root == traits[model].Root) ? 0 : AbilityScales.Unmeasured;
        return (
            Trend(model) + SymmetricMatrix.Dot(shared, weights),
            Together(model, mask, model, mask) + (unmeasured * unmeasured) - SymmetricMatrix.Dot(explained, explained));
    }

    /// <summary>Mean and variance of a score that is not among those fitted, in logits.</summary>
    public (double Mean, double Variance) Predict(BenchmarkRun asked)
    {
        var key = names.Of(asked);
        var suite = key.Suite < Scales.Suites ? key.Suite : -1;
        var discrimination = Scales.Discrimination(suite);
        var shared = new double[runs.Length];
        for (var run = 0; run < runs.Length; run++)
        {
            shared[run] = discriminations[run] * discrimination
                * Together(asked.Model, key.Groups, runs[run].Model, keys[run].Groups)
                + Difficulties(key, keys[run]);
        }

        var explained = covariance.Whiten(shared);
        var (noise, own) = (Scales.Noise(suite), Together(asked.Model, key.Groups, asked.Model, key.Groups));
        return (
            (discrimination * Trend(asked.Model)) + SymmetricMatrix.Dot(shared, weights),
            (discrimination * discrimination * own) + Difficulties(key, key) + (noise * noise) - SymmetricMatrix.Dot(explained, explained));
    }

    private double Trend(int model) =>
        (AbilityScales.YearsMean * (traits[model].Years ?? 0))
        + (AbilityScales.PriceMean * traits[model].PriceOrMark)
        + (AbilityScales.ReasoningMean * traits[model].Reasoning)
        + (AbilityScales.SizeMean * (traits[model].Size ?? 0));

    /// <summary>Covariance of two abilities around the trends.</summary>
    /// <param name="groups">One bit per task group.</param>
    private double Together(int model, int groups, int other, int otherGroups)
    {
        var (one, two) = (traits[model], traits[other]);
        var sum = Squared(AbilityScale.Years) * (one.Years ?? 0) * (two.Years ?? 0);
        sum += Squared(AbilityScale.Price) * one.PriceOrMark * two.PriceOrMark;
        sum += Squared(AbilityScale.Reasoning) * one.Reasoning * two.Reasoning;
        sum += Squared(AbilityScale.Size) * (one.Size ?? 0) * (two.Size ?? 0);
        sum += kin[model].Family >= 0 && kin[model].Family == kin[other].Family ? Squared(AbilityScale.Family) : 0;
        sum += kin[model].Vendor >= 0 && kin[model].Vendor == kin[other].Vendor ? Squared(AbilityScale.Vendor) : 0;
        if (one.Root == two.Root)
        {
            sum += Squared(AbilityScale.Own) + (Squared(AbilityScale.Group) * Overlap(groups, otherGroups));
            sum += Squared(AbilityScale.WithoutPrice) * one.Unpriced;
            sum += one.Years is null ? AbilityScales.WithoutDate * AbilityScales.WithoutDate : 0;
            sum += model == other && one.IsForm ? AbilityScales.Form * AbilityScales.Form : 0;
        }

        return sum;
    }

    /// <summary>Covariance of what two scores do not owe to ability, noise apart.</summary>
    private double Difficulties(in Keys one, in Keys other) =>
        (AbilityScales.Level * AbilityScales.Level)
        + (one.Suite == other.Suite ? Squared(AbilityScale.Suite) : 0)
        + (one.Publication == other.Publication ? Squared(AbilityScale.Publication) : 0)
        + (one.Column == other.Column ? Squared(AbilityScale.Setting) : 0)
        + (one.Run == other.Run ? Squared(AbilityScale.Run) : 0);

    private double Squared(AbilityScale scale) => squares[(int)scale];

    /// <summary>How much of two sets of task groups is shared, 0..1.</summary>
    private static double Overlap(int one, int other) => one == other && (one & (one - 1)) == 0
        ? 1
        : (double)BitOperations.PopCount((uint)(one & other)) / (BitOperations.PopCount((uint)one) * BitOperations.PopCount((uint)other));

    private (SymmetricMatrix, double[]) Solve()
    {
        squares = [.. Scales.Squares()];
        discriminations = [.. keys.Select(key => Scales.Discrimination(key.Suite))];
        var lower = new double[runs.Length][];
        var rest = new double[runs.Length];
        for (var row = 0; row < runs.Length; row++)
        {
            lower[row] = new double[row + 1];
            var discrimination = discriminations[row];
            for (var column = 0; column <= row; column++)
            {
                lower[row][column] = discrimination * discriminations[column]
                    * Together(runs[row].Model, keys[row].Groups, runs[column].Model, keys[column].Groups)
                    + Difficulties(keys[row], keys[column]);
            }

            var noise = Scales.Noise(keys[row].Suite);
            lower[row][row] += noise * noise;
            rest[row] = runs[row].Logit - (discrimination * Trend(runs[row].Model));
        }

        var matrix = new SymmetricMatrix(lower);
        return (matrix, matrix.Solve(rest));
    }

    /// <summary>Steps with the sign of each slope, longer while it stays and shorter when it turns (Rprop).</summary>
    private void Settle()
    {
        var lengths = new double[Scales.Logs.Length];
        var before = new double[Scales.Logs.Length];
        Array.Fill(lengths, FirstStep);
        for (var step = 0; step < Steps; step++)
        {
            var slopes = Slopes();
            for (var at = 0; at < slopes.Length; at++)
            {
                var turned = slopes[at] * before[at];
                lengths[at] *= turned > 0 ? 1.2 : turned < 0 ? 0.5 : 1;
                Scales.Logs[at] += Math.Sign(slopes[at]) * lengths[at];
                before[at] = slopes[at];
            }

            (covariance, weights) = Solve();
        }
    }

    /// <summary>Of the logarithm of the posterior of the sizes.</summary>
    private double[] Slopes()
    {
        var slopes = new double[Scales.Logs.Length];
        var inverse = covariance.Inverse();
        for (var row = 0; row < runs.Length; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var pull = ((weights[row] * weights[column]) - inverse[row][column]) * (row == column ? 0.5 : 1);
                AddSlopes(slopes, row, column, pull);
            }

            var (noise, suite) = (Scales.Noise(keys[row].Suite), keys[row].Suite);
            var pulled = ((weights[row] * weights[row]) - inverse[row][row]) * noise * noise;
            slopes[(int)AbilityScale.Noise] += pulled;
            slopes[Scales.NoiseAt(suite)] += pulled;
            slopes[AbilityScales.DiscriminationAt(suite)] += weights[row] * discriminations[row] * Trend(runs[row].Model);
        }

        for (var at = 0; at < slopes.Length; at++)
        {
            slopes[at] += Scales.PriorSlope(at);
        }

        return slopes;
    }

    private void AddSlopes(double[] slopes, int row, int column, double pull)
    {
        ref readonly var one = ref keys[row];
        ref readonly var other = ref keys[column];
        var (model, second) = (runs[row].Model, runs[column].Model);
        var scale = discriminations[row] * discriminations[column] * pull;
        var ability = scale * Together(model, one.Groups, second, other.Groups);
        slopes[AbilityScales.DiscriminationAt(one.Suite)] += ability;
        slopes[AbilityScales.DiscriminationAt(other.Suite)] += ability;
        Add(AbilityScale.Years, scale * (traits[model].Years ?? 0) * (traits[second].Years ?? 0));
        Add(AbilityScale.Price, scale * traits[model].PriceOrMark * traits[second].PriceOrMark);
        Add(AbilityScale.Reasoning, scale * traits[model].Reasoning * traits[second].Reasoning);
        Add(AbilityScale.Size, scale * (traits[model].Size ?? 0) * (traits[second].Size ?? 0));
        Add(AbilityScale.Family, kin[model].Family >= 0 && kin[model].Family == kin[second].Family ? scale : 0);
        Add(AbilityScale.Vendor, kin[model].Vendor >= 0 && kin[model].Vendor == kin[second].Vendor ? scale : 0);
        if (traits[model].Root == traits[second].Root)
        {
            Add(AbilityScale.Own, scale);
            Add(AbilityScale.Group, scale * Overlap(one.Groups, other.Groups));
            Add(AbilityScale.WithoutPrice, scale * traits[model].Unpriced);
            Add(AbilityScale.Run, one.Run == other.Run ? pull : 0);
        }

        if (one.Suite == other.Suite)
        {
            Add(AbilityScale.Suite, pull);
            Add(AbilityScale.Publication, one.Publication == other.Publication ? pull : 0);
            Add(AbilityScale.Setting, one.Column == other.Column ? pull : 0);
        }

        void Add(AbilityScale part, double share) => slopes[(int)part] += 2 * Squared(part) * share;
    }

    /// <summary>Numbers in place of names, so that pairs of scores compare fast.</summary>
    /// <param name="Publication">Suite and publisher.</param>
    /// <param name="Column">Suite, publisher and setting.</param>
    /// <param name="Run">Model, publisher and setting.</param>
    /// <param name="Groups">One bit per task group.</param>
    private readonly record struct Keys(int Suite, int Publication, int Column, int Run, int Groups);

    private sealed class Names
    {
        private readonly Dictionary<string, int> suites = new(StringComparer.Ordinal);
        private readonly Dictionary<object, int> numbers = [];

        public int Suites => suites.Count;

        public Keys Of(BenchmarkRun run)
        {
            suites.TryAdd(run.Suite, suites.Count);
            return new Keys(
                suites[run.Suite],
                NumberOf((run.Suite, run.Publisher)),
                NumberOf((run.Suite, run.Publisher, run.Setting)),
                NumberOf((run.Model, run.Publisher, run.Setting)),
                run.Groups.Aggregate(0, (mask, group) => mask | (1 << (int)group)));
        }

        /// <summary>-1 if unknown.</summary>
        public int OfKin(string kind, string? name) => name is null ? -1 : NumberOf((kind, name));

        private int NumberOf(object name)
        {
            numbers.TryAdd(name, numbers.Count);
            return numbers[name];
        }
    }
}
