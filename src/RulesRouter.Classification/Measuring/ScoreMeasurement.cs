namespace RulesRouter.Classifiers.Measuring;

/// <param name="Score">What routed: the classifier, the prototype, a baseline or the oracle.</param>
/// <param name="Apgr">With its interval.</param>
/// <param name="Cpt50">The share of strong calls that recovers half the gap.</param>
/// <param name="Cpt80">The share that recovers four fifths of it.</param>
public sealed record ScoreMeasurement(string Score, Interval Apgr, double Cpt50, double Cpt80);
