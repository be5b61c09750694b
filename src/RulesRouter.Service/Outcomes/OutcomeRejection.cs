namespace RulesRouter.Service.Outcomes;

/// <summary>Why an outcome is not stored.</summary>
internal enum RejectionKind
{
    UnknownDecision,
    UnknownHop,

    /// <summary>The same reporter gave the same source, hop and sequence of the decision different content before.</summary>
    Conflict,

    /// <summary>The decision is older than the record.</summary>
    TooOld,

    /// <summary>The caller may not report attempts that no decision led to.</summary>
    Forbidden,

    /// <summary>The verdict is later than the service's clock.</summary>
    FromTheFuture,
}

/// <param name="Index">Index of the report among those given.</param>
/// <param name="Field">Name of the field with the error.</param>
internal sealed record OutcomeRejection(int Index, RejectionKind Kind, string Field, string Message);

/// <summary>The result of storing reports: all of them, or none if any was rejected.</summary>
/// <param name="Accepted">New reports.</param>
/// <param name="Repeated">Reports that were stored before with the same content.</param>
/// <param name="Epoch">The number of outcomes in the store.</param>
/// <param name="Waiting">New reports that are stored and count once their decision is known here.</param>
internal sealed record OutcomeReceipt(
    int Accepted,
    int Repeated,
    long Epoch,
    IReadOnlyList<OutcomeRejection> Rejections,
    int Waiting = 0);
