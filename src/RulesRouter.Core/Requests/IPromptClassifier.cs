namespace RulesRouter.Requests;

/// <summary>Predicts what a prompt asks for and how hard it is. Implementations are pure, thread-safe and never throw.</summary>
internal interface IPromptClassifier
{
    /// <summary>Part of the revision: SHA-256 of the artefact, or a version of fixed rules.</summary>
    string Digest { get; }

    Classification Classify(in ClassifierInput prompt);
}
