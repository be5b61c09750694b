using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>Classifies nothing, so that only the decision is measured.</summary>
internal sealed class NoClassifier : IPromptClassifier
{
    public static NoClassifier Instance { get; } = new();

    public string Digest => "";

    public Classification Classify(in ClassifierInput prompt) => Classification.Unknown;
}
