using RulesRouter.Classifiers.Measuring;

namespace RulesRouter.Classifiers.Adaptation;

/// <param name="Name">served, recalibrated or retrained.</param>
/// <param name="HeldOut">Over every answer of every model to the prompts kept apart.</param>
/// <param name="Improvement">In Brier score over the served one, above 0 where better; null for the served one.</param>
public sealed record AdaptCandidate(string Name, Calibration HeldOut, Interval? Improvement);
