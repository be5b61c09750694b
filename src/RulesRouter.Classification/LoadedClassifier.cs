using RulesRouter.Requests;

namespace RulesRouter.Classifiers;

/// <param name="Classifier">The trained one, or the heuristic.</param>
/// <param name="FallbackReason">Why the heuristic serves, for readiness, metrics and decisions; null where the trained one does, or was not wanted.</param>
public sealed record LoadedClassifier(IPromptClassifier Classifier, string? FallbackReason)
{
    public bool IsTrained => Classifier is TrainedClassifier;
}
