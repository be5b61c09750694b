using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Training.Adaptation;

/// <param name="Name">served, recalibrated or retrained.</param>
/// <param name="HeldOut">Over all models' answers to the held-out prompts.</param>
/// <param name="Improvement">Improvement of the Brier score over the served artefact (positive is better); null for the served one.</param>
internal sealed record AdaptCandidate(string Name, Calibration HeldOut, Interval? Improvement);
