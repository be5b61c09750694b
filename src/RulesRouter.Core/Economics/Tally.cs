namespace RulesRouter.Economics;

/// <summary>Outcomes counted together, old ones for less than one.</summary>
/// <param name="Trials">Answers that were judged.</param>
/// <param name="Successes">Of them, right.</param>
/// <param name="Calls">Attempts, answered or not.</param>
/// <param name="Answered">Of them, answered.</param>
/// <param name="Merged">Right answers whose edits were counted.</param>
/// <param name="Edits">Human edits to those.</param>
internal readonly record struct Tally(double Trials, double Successes, double Calls, double Answered, double Merged, double Edits)
{
    /// <summary>
    /// Judged answers that do not move the difficulty that all models share: those beyond the cap of their reporter.
    /// </summary>
    public double CappedTrials { get; init; }

    /// <summary>Of them, right.</summary>
    public double CappedSuccesses { get; init; }

    public static Tally operator +(Tally one, Tally other) => new(
        one.Trials + other.Trials,
        one.Successes + other.Successes,
        one.Calls + other.Calls,
        one.Answered + other.Answered,
        one.Merged + other.Merged,
        one.Edits + other.Edits)
    {
        CappedTrials = one.CappedTrials + other.CappedTrials,
        CappedSuccesses = one.CappedSuccesses + other.CappedSuccesses,
    };

    public static Tally operator -(Tally one, Tally other) => new(
        one.Trials - other.Trials,
        one.Successes - other.Successes,
        one.Calls - other.Calls,
        one.Answered - other.Answered,
        one.Merged - other.Merged,
        one.Edits - other.Edits)
    {
        CappedTrials = one.CappedTrials - other.CappedTrials,
        CappedSuccesses = one.CappedSuccesses - other.CappedSuccesses,
    };
}
