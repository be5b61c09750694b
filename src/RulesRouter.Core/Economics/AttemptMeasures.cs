using RulesRouter.Requests;

namespace RulesRouter.Economics;

/// <summary>What was measured of an attempt, wherever it was stated.</summary>
/// <param name="CostUsd">US dollars.</param>
/// <param name="Turns">Answers until it ended; at least 0.</param>
/// <param name="TestsPassed">At its end; at least 0.</param>
/// <param name="TestsFailed">At its end; at least 0.</param>
/// <param name="ToolErrors">Calls of tools that failed; at least 0.</param>
internal readonly record struct AttemptMeasures(
    double? CostUsd, int? Turns = null, int? TestsPassed = null, int? TestsFailed = null, int? ToolErrors = null)
{
    public static AttemptMeasures Of(Attempt attempt) =>
        new(attempt.CostUsd, attempt.Turns, attempt.TestsPassed, attempt.TestsFailed, attempt.ToolErrors);

    public static AttemptMeasures Of(OutcomeReport report) =>
        new(report.CostUsd, report.Turns, report.TestsPassed, report.TestsFailed, report.ToolErrors);

    /// <summary>
    /// A signal on a logarithmic scale: dollars, turns and failed calls by their number, tests by failed to passed; null if it is unknown.
    /// </summary>
    public double? LogarithmOf(AttemptSignal signal) => signal switch
    {
        AttemptSignal.Cost => CostUsd > 0 ? Math.Log(CostUsd.Value) : null,
        AttemptSignal.Turns => Turns is { } turns ? Math.Log(1.0 + turns) : null,
        AttemptSignal.FailedTests => TestsFailed is { } failed && TestsPassed is { } passed && (failed > 0 || passed > 0)
            ? Math.Log((1.0 + failed) / (1.0 + passed))
            : null,
        AttemptSignal.ToolErrors => ToolErrors is { } errors ? Math.Log(1.0 + errors) : null,
    };
}
