using RulesRouter.Requests;

namespace RulesRouter.Verification.Suites;

/// <summary>Says of every prompt what it was told to say: a stand-in where a test or a counterexample fixes the classification.</summary>
public sealed class PinnedClassifier(Classification classification) : IPromptClassifier
{
    public string Digest => "pinned";

    public Classification Classify(in PromptText prompt) => classification;
}
