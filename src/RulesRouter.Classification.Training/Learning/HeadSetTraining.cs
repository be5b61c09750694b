using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Trains the heads of every target.</summary>
internal static class HeadSetTraining
{
    /// <summary>A target with fewer labelled rows is predicted as their mean.</summary>
    private const int MinRows = 40;

    /// <param name="rows">Training rows.</param>
    /// <param name="targets">Number of targets per row.</param>
    /// <param name="seed">The same rows and seed give the same heads.</param>
    /// <param name="withinGroups">
    /// A target whose labels are relative to their group's mean. Its linear head over dense features sees these relative to the group's
    /// mean too (a fixed-effects regression), so that it learns the differences within groups.
    /// </param>
    public static HeadSet Train(IReadOnlyList<LearningRow> rows, int targets, int seed, int? withinGroups = null)
    {
        var scale = DenseScale.Of([.. rows.Select(row => row.Vector)]);
        var standardised = rows.Select(row => scale.Apply(row.Vector.Dense)).ToArray();
        var within = withinGroups is null ? standardised : WithinGroups(rows, standardised);
        var probes = Probes.Draw(seed);
        var denseProbes = probes.Select(probe => probe.Dense).ToArray();
        var standardProbes = probes.Select(probe => scale.Apply(probe.Dense)).ToArray();
        var heads = new HeadSet(scale, new LinearHead[targets], new LinearHead[targets], new TreeHead[targets]);
        Parallel.For(0, targets, target =>
        {
            var known = Enumerable.Range(0, rows.Count).Where(at => rows[at].Weights[target] > 0).ToArray();
            if (known.Length < MinRows)
            {
                var mean = known.Length == 0 ? 0.5f : known.Average(at => rows[at].Labels[target]);
                heads.Grams[target] = heads.Dense[target] = LinearHead.Constant(mean);
                heads.Trees[target] = TreeHead.Constant(mean);
                return;
            }

            (float, float) LabelAndWeight(int at) => (rows[at].Labels[target], rows[at].Weights[target]);
            heads.Grams[target] = LogisticTraining.OnGrams(
                known.Select(at => (rows[at].Vector, LabelAndWeight(at).Item1, LabelAndWeight(at).Item2)),
                probes,
                seed);
            heads.Dense[target] = LogisticTraining.OnDense(
                known.Select(
                    at => ((target == withinGroups ? within : standardised)[at], LabelAndWeight(at).Item1, LabelAndWeight(at).Item2)),
                standardProbes,
                seed);
            heads.Trees[target] = TreeTraining.Train(
                known.Select(at => (rows[at].Vector.Dense, LabelAndWeight(at).Item1, LabelAndWeight(at).Item2)),
                denseProbes,
                seed);
        });
        return heads;
    }

    private static float[][] WithinGroups(IReadOnlyList<LearningRow> rows, float[][] standardised)
    {
        var within = standardised.Select(row => (float[])row.Clone()).ToArray();
        foreach (var group in Enumerable.Range(0, rows.Count).GroupBy(at => rows[at].Group))
        {
            for (var feature = 0; feature < DenseFeatures.Count; feature++)
            {
                var mean = group.Average(at => standardised[at][feature]);
                foreach (var at in group)
                {
                    within[at][feature] -= mean;
                }
            }
        }

        return within;
    }
}
