using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>The command <c>rulesrouter classifier evaluate</c>.</summary>
internal static class EvaluateCommand
{
    private const int FoldCount = 5;

    /// <exception cref="OutcomeDataException">The data cannot be read, or have no outcomes.</exception>
    /// <exception cref="UnknownModelException">A pair has a model that is not in the data.</exception>
    /// <exception cref="InvalidDataException">The artefact cannot be loaded.</exception>
    public static EvaluateResult Run(EvaluateOptions options, IProgress<string>? progress = null)
    {
        var test = OutcomeReader.ReadFolder(options.TestFolder);
        if (options.ModelPath is { } path)
        {
            return Served(test, path, options, progress);
        }

        var training = OutcomeReader.ReadFolder(options.TrainFolder ?? options.TestFolder);
        var choice = options.Parts.Count == 0 || options.Parts.Any(NeedsPairs)
            ? Choose(test, options)
            : new PairChoice([], []);
        var asked = AskedOf(test, choice, options.Seed);
        var pairs = new List<PairMeasurement>();
        if (options.Has(EvaluatePart.OwnLabels))
        {
            pairs.AddRange(OwnLabels(asked, training, options, progress));
        }

        var untaught = choice.Pairs.Where(
            one => options.Has(EvaluatePart.OwnLabels) && !pairs.Any(pair => pair.DataSet == one.DataSet && pair.Pair == one.Pair))
            .Select(one => $"{one.DataSet}: {one.Pair} has no outcomes among the training rows, so there is no measurement on its own labels").ToList();
        if (options.Has(EvaluatePart.ByAbility))
        {
            pairs.AddRange(ByAbility(asked, training, options, progress));
        }

        DifficultyContest? contest = null;
        if (options.Has(EvaluatePart.FamilyOut))
        {
            var left = FamiliesLeftOut.Measure(asked, training, options.Replicates, options.Seed, progress).ToList();
            contest = options.Pairs.Count > 0 ? null : DifficultyContest.Of(asked, left, options.Replicates, options.Seed);
            pairs.AddRange(left);
        }

        var tasks = options.Has(EvaluatePart.Tasks) ? TaskMeasuring.Measure(training, test, options.Seed, progress) : [];
        var forms = options.Has(EvaluatePart.Forms) ? FormMeasurement.Of(test) : [];
        var kinds = options.Has(EvaluatePart.Kinds) ? KindMeasurement.Of(test) : [];
        return new EvaluateResult(pairs, contest, tasks, forms, kinds, [.. choice.Notes, .. untaught]);
    }

    private static bool NeedsPairs(EvaluatePart part) => part is not (EvaluatePart.Tasks or EvaluatePart.Forms or EvaluatePart.Kinds);

    internal static PairChoice Choose(IReadOnlyList<OutcomeRow> test, EvaluateOptions options)
    {
        var known = test.Where(row => row.Outcomes.Count > 0).ToList();
        return known.Count == 0 && options.Pairs.Count > 0
            ? throw new OutcomeDataException(options.TestFolder, 0, "no row has outcomes")
            : PairChoice.Of(known, options.Pairs);
    }

    internal static List<PairRows> AskedOf(IReadOnlyList<OutcomeRow> test, PairChoice choice, int seed) =>
        [
            .. choice.Pairs.Select(
                asked => new PairRows([.. test.Where(row => PairTraining.IsOwn(row, asked.Pair, asked.DataSet))], asked.Pair, seed)),
        ];

    /// <summary>Evaluates an artefact as it is. If the training folder is given, rows related to it are left out of the test.</summary>
    private static EvaluateResult Served(IReadOnlyList<OutcomeRow> test, string path, EvaluateOptions options, IProgress<string>? progress)
    {
        var loaded = ClassifierLoader.Load(path);
        if (!loaded.IsTrained)
        {
            throw new InvalidDataException(loaded.FallbackReason);
        }

        var notes = new List<string>();
        if (options.TrainFolder is { } folder)
        {
            var apart = LeakGuard.Without(test, OutcomeReader.ReadFolder(folder));
            notes.Add($"{test.Count - apart.Count} of {test.Count} rows belong with training rows and are left out");
            test = apart;
        }

        var trained = (TrainedClassifier)loaded.Classifier;
        var choice = Choose(test, options);
        progress?.Report($"{choice.Pairs.Count} data sets and pairs");
        var asked = AskedOf(test, choice, options.Seed);
        foreach (var rows in asked)
        {
            AbilityPrediction.Predict(rows, [.. Enumerable.Range(0, rows.Rows.Count)], trained);
            rows.FillTaskMean(FoldCount, options.Seed);
        }

        return new EvaluateResult(
            [.. asked.Select(rows => PairMeasuring.Measure(rows, "artefact", false, options.Replicates, options.Seed))],
            null,
            [TaskMeasuring.Measure(test, loaded.Classifier, "artefact")],
            [],
            [],
            [.. notes, .. choice.Notes]);
    }

    /// <summary>Trains on the pair's own labels, without the tested groups.</summary>
    internal static IEnumerable<PairMeasurement> OwnLabels(
        List<PairRows> asked, IReadOnlyList<OutcomeRow> training, EvaluateOptions options, IProgress<string>? progress)
    {
        foreach (var rows in asked)
        {
            progress?.Report($"{rows.Rows[0].DataSet}: {rows.Pair}");
            var family = Families.OfDataSet(rows.Rows[0].DataSet);
            var related = training.Where(
                row => row.Outcomes.Count > 0 && (row.DataSet == rows.Rows[0].DataSet || Families.Of(row) == family))
                .ToList();
            if (!related.Any(row => PairTraining.IsOwn(row, rows.Pair, rows.Rows[0].DataSet)))
            {
                continue;
            }

            foreach (var (tested, left) in Splits(rows, related, options.Seed))
            {
                PairTraining.Predict(rows, tested, left, options.Seed);
            }

            yield return PairMeasuring.Measure(rows, "own labels, groups apart", true, options.Replicates, options.Seed);
        }
    }

    /// <summary>The shipped method (success by ability), retrained without the tested groups.</summary>
    private static IEnumerable<PairMeasurement> ByAbility(
        List<PairRows> asked, IReadOnlyList<OutcomeRow> training, EvaluateOptions options, IProgress<string>? progress)
    {
        for (var fold = 0; fold < FoldCount; fold++)
        {
            progress?.Report($"by ability: fold {fold + 1} of {FoldCount}");
            var parts = asked.Select(rows => Tested(rows, fold, options.Seed)).ToList();
            var tested = asked.SelectMany((rows, index) => parts[index].Select(at => rows.Rows[at])).Distinct().ToList();
            var classifier = Train(LeakGuard.Without(training, tested), options.Seed);
            for (var index = 0; index < asked.Count; index++)
            {
                AbilityPrediction.Predict(asked[index], parts[index], classifier);
            }
        }

        return asked.Select(rows => PairMeasuring.Measure(rows, "by ability, groups apart", false, options.Replicates, options.Seed));
    }

    /// <summary>One split if no tested group is in the training data; otherwise folds by group.</summary>
    private static IEnumerable<(int[] Tested, List<OutcomeRow> Left)> Splits(PairRows rows, List<OutcomeRow> related, int seed)
    {
        var groups = related.Select(row => row.Group).ToHashSet();
        if (!rows.Rows.Any(row => groups.Contains(row.Group)))
        {
            yield return ([.. Enumerable.Range(0, rows.Rows.Count)], LeakGuard.Without(related, rows.Rows));
            yield break;
        }

        for (var fold = 0; fold < FoldCount; fold++)
        {
            var tested = Tested(rows, fold, seed);
            if (tested.Length > 0)
            {
                yield return (tested, LeakGuard.Without(related, [.. tested.Select(at => rows.Rows[at])]));
            }
        }
    }

    private static int[] Tested(PairRows rows, int fold, int seed) =>
        [.. Enumerable.Range(0, rows.Rows.Count).Where(at => Folds.Of(rows.Rows[at].Group, FoldCount, seed) == fold)];

    private static TrainedClassifier Train(IReadOnlyList<OutcomeRow> rows, int seed) =>
        new(ClassifierTraining.TrainDomains(rows, seed), "measured");
}
