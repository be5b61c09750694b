namespace RulesRouter.Requests;

/// <summary>What made a classification. Every decision names it.</summary>
public enum ClassificationSource
{
    /// <summary>No classification: there was no prompt, or neither the decision nor the record depended on one.</summary>
    None,

    /// <summary>Fixed rules over prompt features.</summary>
    Heuristic,

    /// <summary>The trained artefact in models/.</summary>
    Classifier,

    /// <summary>Pinned by a test suite or a replay.</summary>
    Pinned,

    /// <summary>The last request of the session, since this one only continues it.</summary>
    Session,
}
