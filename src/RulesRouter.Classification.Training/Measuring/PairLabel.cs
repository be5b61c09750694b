namespace RulesRouter.Classifiers.Training.Measuring;

/// <param name="Weak">Smoothed success of the weak model, in [0, 1].</param>
/// <param name="Strong">Smoothed success of the strong model, in [0, 1].</param>
/// <param name="GroupGain">The group's mean gain minus that of all rows.</param>
internal readonly record struct PairLabel(double Weak, double Strong, double GroupGain);
