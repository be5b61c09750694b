namespace RulesRouter.Requests;

/// <summary>Who made a classification. Every decision names it.</summary>
public enum ClassificationSource
{
    /// <summary>Nobody: there was no text to read, or the decision did not depend on it and nobody keeps what was believed.</summary>
    None,

    /// <summary>Fixed rules over prompt features.</summary>
    Heuristic,

    /// <summary>The trained artefact in models/.</summary>
    Classifier,

    /// <summary>Pinned by a test suite or a replay.</summary>
    Pinned,
}
