using RulesRouter.Requests;

namespace RulesRouter.Classifiers;

/// <param name="Classifier">The trained one, or the heuristic.</param>
/// <param name="FallbackReason">
/// Why the heuristic is used, for readiness, metrics and decisions; null if the trained one is used or the heuristic was requested.
/// </param>
internal sealed record LoadedClassifier(IPromptClassifier Classifier, string? FallbackReason)
{
    public bool IsTrained => Classifier is TrainedClassifier;
}
