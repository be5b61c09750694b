namespace RulesRouter.Classifiers.Training.Measuring;

/// <param name="Score">Name of the score: the classifier, the prototype, a baseline or the oracle.</param>
/// <param name="Apgr">Average performance gap recovered, with its interval.</param>
/// <param name="Cpt50">The share of strong calls that recovers 50 % of the gap.</param>
/// <param name="Cpt80">The share that recovers 80 % of it.</param>
internal sealed record ScoreMeasurement(string Score, Interval Apgr, double Cpt50, double Cpt80);
