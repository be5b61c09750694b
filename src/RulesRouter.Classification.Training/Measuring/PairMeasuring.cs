namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Computes figures from a pair's scores, with intervals from resampling groups; all scores use the same resamples.</summary>
internal static class PairMeasuring
{
    public const string Classifier = "classifier";
    public const string Prototype = "prototype";
    public const string Length = "length";
    public const string TaskMean = "task-mean";
    private const string Difficulty = "difficulty";
    private const string Oracle = "oracle";
    private static readonly string[] Trivial = ["random", Length, "keyword", TaskMean];

    public static PairMeasurement Measure(PairRows rows, string split, bool withPrototype, int replicates, int seed)
    {
        var random = new Random(seed);
        var scores = new List<(string Name, double[] Values)>
        {
            (Classifier, rows.Gain),
            (Trivial[0], [.. rows.Rows.Select(_ => random.NextDouble())]),
            (Trivial[1], rows.Length),
            (Trivial[2], rows.Keyword),
            (Trivial[3], rows.TaskMean),
            (Oracle, rows.Oracle),
        };
        if (withPrototype)
        {
            scores.Insert(1, (Prototype, rows.Prototype));
        }
        else
        {
            scores.Insert(1, (Difficulty, rows.Difficulty));
        }

        var all = Enumerable.Range(0, rows.Rows.Count).ToArray();
        var curves = scores.ToDictionary(score => score.Name, score => Curve(rows, score.Values, all));
        var resampled = Resample(rows, scores, replicates, seed);
        var best = Trivial.MaxBy(name => curves[name].Apgr)!;
        double[] Differences(string other, string score = Classifier) =>
            [.. resampled[score].Zip(resampled[other], (ours, theirs) => ours - theirs)];
        Dictionary<string, (double, double[])> Over(string score) => Trivial.ToDictionary(
            name => name, name => (curves[score].Apgr - curves[name].Apgr, Differences(name, score)));
        var (overTrivial, overPrototype) = (Differences(best), withPrototype ? Differences(Prototype) : []);
        var apgr = curves[Classifier].Apgr;
        return new PairMeasurement
        {
            DataSet = rows.Rows[0].DataSet,
            Pair = rows.Pair,
            Split = split,
            Rows = rows.Rows.Count,
            WeakAccuracy = rows.Weak.Average(),
            StrongAccuracy = rows.Strong.Average(),
            Weak = Calibration.Of(rows.WeakChance, rows.Weak),
            Strong = Calibration.Of(rows.StrongChance, rows.Strong),
            Reliability = Calibration.ReliabilityOf([.. rows.WeakChance, .. rows.StrongChance], [.. rows.Weak, .. rows.Strong]),
            Scores = [.. scores.Select(score => new ScoreMeasurement(
                score.Name,
                Interval.Of(curves[score.Name].Apgr, resampled[score.Name]),
                curves[score.Name].CallsFor(0.5),
                curves[score.Name].CallsFor(0.8)))],
            BestTrivial = best,
            OverTrivial = Interval.Of(apgr - curves[best].Apgr, overTrivial),
            OverPrototype = withPrototype ? Interval.Of(apgr - curves[Prototype].Apgr, overPrototype) : null,
            OracleShare = (apgr - 0.5) / (curves[Oracle].Apgr - 0.5),
            Over = Over(Classifier),
            DifficultyOver = withPrototype ? [] : Over(Difficulty),
            TrivialResamples = overTrivial,
            PrototypeResamples = overPrototype,
        };
    }

    private static RoutingCurve Curve(PairRows rows, double[] scores, int[] which)
    {
        double[] Pick(double[] values) => [.. which.Select(at => values[at])];
        return RoutingCurve.Of(Pick(scores), Pick(rows.Weak), Pick(rows.Strong), Pick(rows.Jitter));
    }

    private static Dictionary<string, double[]> Resample(
        PairRows rows,
        List<(string Name, double[] Values)> scores,
        int replicates,
        int seed)
    {
        var groups = Enumerable.Range(0, rows.Rows.Count).GroupBy(at => rows.Rows[at].Group).Select(group => group.ToArray()).ToArray();
        var results = scores.ToDictionary(score => score.Name, _ => new double[replicates]);
        Parallel.For(0, replicates, replicate =>
        {
            var random = new Random(seed * 1_000_003 + replicate);
            var which = Enumerable.Range(0, groups.Length).SelectMany(_ => groups[random.Next(groups.Length)]).ToArray();
            foreach (var (name, values) in scores)
            {
                results[name][replicate] = Curve(rows, values, which).Apgr;
            }
        });
        return results;
    }
}
