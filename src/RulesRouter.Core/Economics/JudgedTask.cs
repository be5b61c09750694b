using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>The judged attempts at one task.</summary>
/// <param name="InOrder">Each was made because the one before it failed; otherwise all were made regardless of the others.</param>
internal sealed record JudgedTask(ImmutableArray<JudgedAttempt> Attempts, bool InOrder)
{
    /// <summary>Places of failed attempts with other attempts, or in order with later ones, of which a measure is known.</summary>
    /// <param name="signal">Null: any.</param>
    public IEnumerable<int> Failures(AttemptSignal? signal = null) => Enumerable.Range(0, Attempts.Length)
        .Where(index => Attempts[index].Outcome == 0
            && (signal is { } one
                ? Attempts[index].Relative[(int)one] is not null
                : Attempts[index].Relative.Any(value => value is not null))
            && (InOrder ? index + 1 < Attempts.Length : Attempts.Length > 1));
}

/// <param name="Chance">Of success over all tasks of the kind.</param>
/// <param name="Outcome">1: right, 0: wrong.</param>
/// <param name="Relative">By <see cref="AttemptSignal"/>, as in <see cref="AttemptEvidence"/>; null where it is unknown.</param>
internal readonly record struct JudgedAttempt(double Chance, double Outcome, ImmutableArray<double?> Relative);
