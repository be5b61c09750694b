namespace RulesRouter.Classifiers.Measuring;

/// <param name="Weak">Success of the weak model, smoothed, in [0, 1].</param>
/// <param name="Strong">Of the strong one.</param>
/// <param name="GroupGain">The group's mean gain less that of all rows.</param>
internal readonly record struct PairLabel(double Weak, double Strong, double GroupGain);
