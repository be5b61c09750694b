using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>Knows nothing about any prompt: what remains is the decision alone.</summary>
internal sealed class NoClassifier : IPromptClassifier
{
    public static NoClassifier Instance { get; } = new();

    public string Digest => "";

    public Classification Classify(in ClassifierInput prompt) => Classification.Unknown;
}
