namespace RulesRouter.Service.Outcomes;

/// <summary>Why an outcome is not taken in.</summary>
public enum RejectionKind
{
    UnknownDecision,
    UnknownHop,

    /// <summary>The same decision, hop and sequence were reported before, with another content.</summary>
    Conflict,
}

/// <param name="Index">Of the report among those given.</param>
/// <param name="Field">That is at fault.</param>
public sealed record OutcomeRejection(int Index, RejectionKind Kind, string Field, string Message);

/// <summary>What taking reports in came to: all of them, or none where any was refused.</summary>
/// <param name="Accepted">New ones.</param>
/// <param name="Repeated">Reported before, word for word: nothing changed.</param>
/// <param name="Epoch">How many outcomes the store holds now.</param>
public sealed record OutcomeReceipt(int Accepted, int Repeated, long Epoch, IReadOnlyList<OutcomeRejection> Rejections);
