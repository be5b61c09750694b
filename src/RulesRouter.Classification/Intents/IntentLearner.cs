using System.Collections.Immutable;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Written;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Intents;

/// <summary>
/// Learns intents from their examples by ridge regression, with a third of the prompts written for this project as what is no intent. The
/// score of an example by what is learned from all others follows in closed form (Allen 1974), so thresholds are set by scores of prompts
/// that were not learned from. The same examples give the same model.
/// </summary>
internal static class IntentLearner
{
    /// <summary>Ridge strength.</summary>
    private const double Pull = 0.15;

    /// <summary>A share of other prompts taken for an intent weighs as much as this many times that share of its own examples.</summary>
    private const double WeightOfOthers = 25;

    /// <summary>Of the general prompts one in so many is learned from; the others set the thresholds.</summary>
    private const int Learned = 3;

    private static readonly Lazy<IntentVector[]> General = new(
        () =>
        [
            .. WrittenPrompts.Of(WrittenSet.General).Select(prompt => prompt.Text).Distinct()
                .Select(text => IntentReader.Read(ClassifierInput.Of(text))),
        ]);

    /// <param name="intents">At least one, each with two or more examples.</param>
    public static IntentModel Learn(IReadOnlyList<(string Name, IReadOnlyList<string> Examples)> intents)
    {
        var own = intents.SelectMany((intent, index) => intent.Examples.Select(
            text => (Vector: IntentReader.Read(ClassifierInput.Of(text)), Intent: index))).ToArray();
        var negatives = General.Value.Where((_, index) => index % Learned == 0);
        var apart = General.Value.Where((_, index) => index % Learned != 0).ToArray();
        IntentVector[] rows = [.. own.Select(row => row.Vector), .. negatives];
        var (dual, unseen) = Solve(rows, [.. own.Select(row => row.Intent)], intents.Count);
        var weights = WeightsOf(rows, dual, intents.Count);
        double[][] others = [.. unseen.Skip(own.Length), .. apart.Select(row => ScoresOf(row, weights, intents.Count))];
        var scored = own.Select((row, at) => (row.Intent, Scores: unseen[at])).ToArray();
        ImmutableArray<double> thresholds = [.. intents.Select((_, intent) => ThresholdOf(intent, scored, others))];
        ImmutableArray<string> names = [.. intents.Select(intent => intent.Name)];
        return new IntentModel(names, weights, thresholds, Separation(names, thresholds, scored, others));
    }

    /// <summary>The dual weights of each row, and the scores of each row by the others.</summary>
    private static (double[][] Dual, double[][] Unseen) Solve(IntentVector[] rows, int[] intents, int count)
    {
        var kernel = new double[rows.Length][];
        Parallel.For(0, rows.Length, at =>
        {
            kernel[at] = new double[at + 1];
            for (var other = 0; other <= at; other++)
            {
                kernel[at][other] = rows[at].Times(rows[other]) + (at == other ? Pull : 0);
            }
        });
        var inverse = SymmetricInverse.Of(kernel);
        var (dual, unseen) = (new double[rows.Length][], new double[rows.Length][]);
        for (var at = 0; at < rows.Length; at++)
        {
            dual[at] = new double[count];
            for (var other = 0; other < intents.Length; other++)
            {
                dual[at][intents[other]] += inverse[Math.Max(at, other)][Math.Min(at, other)];
            }

            var label = at < intents.Length ? intents[at] : -1;
            unseen[at] = [.. dual[at].Select((weight, intent) => (intent == label ? 1 : 0) - weight / inverse[at][at])];
        }

        return (dual, unseen);
    }

    private static float[] WeightsOf(IntentVector[] rows, double[][] dual, int count)
    {
        var sums = new double[TaskGrams.Count * count];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var at = 0; at < rows[row].Buckets.Length; at++)
            {
                for (var intent = 0; intent < count; intent++)
                {
                    sums[rows[row].Buckets[at] * count + intent] += dual[row][intent] * rows[row].Values[at];
                }
            }
        }

        return [.. sums.Select(sum => (float)sum)];
    }

    private static double[] ScoresOf(IntentVector vector, float[] weights, int count)
    {
        var scores = new double[count];
        for (var at = 0; at < vector.Buckets.Length; at++)
        {
            for (var intent = 0; intent < count; intent++)
            {
                scores[intent] += weights[vector.Buckets[at] * count + intent] * vector.Values[at];
            }
        }

        return scores;
    }

    /// <summary>Midway between two scores, where most own examples and fewest others are above.</summary>
    private static double ThresholdOf(int intent, (int Intent, double[] Scores)[] own, double[][] others)
    {
        var mine = own.Where(row => row.Intent == intent).Select(row => row.Scores[intent]).ToArray();
        double[] rest =
        [
            .. own.Where(row => row.Intent != intent && IsHighest(row.Scores, intent)).Select(row => row.Scores[intent]),
            .. others.Where(scores => IsHighest(scores, intent)).Select(scores => scores[intent]),
        ];
        var total = own.Length + others.Length;
        double[] scores = [.. mine.Concat(rest).Where(score => score > 0).Append(0).Append(1).Order()];
        var best = (Value: double.MinValue, Threshold: 1.0, Gap: 0.0);
        for (var at = 1; at < scores.Length; at++)
        {
            var (threshold, gap) = ((scores[at - 1] + scores[at]) / 2, scores[at] - scores[at - 1]);
            var value = mine.Count(score => score >= threshold) / (double)mine.Length
                - WeightOfOthers * rest.Count(score => score >= threshold) / total;
            best = value > best.Value || value == best.Value && gap > best.Gap ? (value, threshold, gap) : best;
        }

        return best.Threshold;
    }

    private static bool IsHighest(double[] scores, int intent) => scores[intent] >= scores.Max();

    private static IntentSeparation Separation(
        ImmutableArray<string> names, ImmutableArray<double> thresholds, (int Intent, double[] Scores)[] own, double[][] others)
    {
        var given = own.Select(row => (row.Intent, Given: IntentModel.Best(row.Scores, thresholds.AsSpan()))).ToArray();
        var taken = others.Select(scores => IntentModel.Best(scores, thresholds.AsSpan())).ToArray();
        return new IntentSeparation(
            [
                .. names.Select((name, intent) => new SeparatedIntent(
                    name,
                    given.Count(row => row.Intent == intent),
                    given.Count(row => row.Intent == intent && row.Given == intent),
                    given.Where(row => row.Intent == intent && row.Given >= 0 && row.Given != intent)
                        .CountBy(row => names[row.Given])
                        .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
                    taken.Count(found => found == intent))),
            ],
            others.Length);
    }
}
