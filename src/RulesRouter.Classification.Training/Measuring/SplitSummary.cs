namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>The mean over all pairs measured with one split.</summary>
internal sealed record SplitSummary(
    string Split,
    int Pairs,
    double Apgr,
    Interval OverTrivial,
    Interval? OverPrototype,
    double OracleShare,
    double DebiasedEce,
    double Skill)
{
    internal static SplitSummary Of(string split, IReadOnlyList<PairMeasurement> pairs) => new(
        split,
        pairs.Count,
        pairs.Average(pair => pair.Scores[0].Apgr.Value),
        MeanOf(pairs, pair => pair.OverTrivial.Value, pair => pair.TrivialResamples),
        pairs.All(pair => pair.OverPrototype is not null)
            ? MeanOf(pairs, pair => pair.OverPrototype!.Value, pair => pair.PrototypeResamples)
            : null,
        pairs.Average(pair => pair.OracleShare),
        pairs.Average(pair => (pair.Weak.DebiasedEce + pair.Strong.DebiasedEce) / 2),
        pairs.Average(pair => (pair.Weak.Skill + pair.Strong.Skill) / 2));

    private static Interval MeanOf(
        IReadOnlyList<PairMeasurement> pairs, Func<PairMeasurement, double> value, Func<PairMeasurement, double[]> resamples)
    {
        var replicates = pairs.Min(pair => resamples(pair).Length);
        return Interval.Of(
            pairs.Average(value),
            Enumerable.Range(0, replicates).Select(replicate => pairs.Average(pair => resamples(pair)[replicate])));
    }
}
