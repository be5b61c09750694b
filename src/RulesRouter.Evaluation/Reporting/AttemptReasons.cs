using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>Rejected attempts whose measures moved the success probabilities of the next ones.</summary>
internal static class AttemptReasons
{
    public static IEnumerable<string> Of(PreparedRequest prepared)
    {
        var (evidence, task) = (prepared.Input.Beliefs.Learned.Attempts, prepared.Estimator.KnownTask);
        foreach (var attempt in prepared.Input.Request.Attempts)
        {
            var measures = AttemptMeasures.Of(attempt);
            if (attempt.Failed == FailureClass.RejectedOutput && evidence.ShiftOf(attempt.Endpoint, task, measures) is { } shift)
            {
                var known = AttemptEvidence.Signals.Where(
                    signal => evidence.Relative(signal, attempt.Endpoint, task, measures) is not null);
                var shown = known.Select(signal => Shown(signal, measures, evidence.Medians[(attempt.Endpoint, task, signal)]));
                var less = shift < 0 ? "more" : "less";
                yield return $"the rejected attempt at `{attempt.Endpoint}` {string.Join(", ", shown)}: after such attempts others succeed {less} often";
            }
        }
    }

    /// <param name="median">Of the logarithm; see <see cref="AttemptEvidence"/>.</param>
    private static string Shown(AttemptSignal signal, AttemptMeasures measures, double median)
    {
        FormattableString text = signal switch
        {
            AttemptSignal.Cost => $"cost ${measures.CostUsd:0.####} (median ${Math.Exp(median):0.####})",
            AttemptSignal.Turns => $"took {measures.Turns} turns (median {Math.Exp(median) - 1:0.#})",
            AttemptSignal.FailedTests =>
                $"failed {measures.TestsFailed} of {(long)measures.TestsFailed!.Value + measures.TestsPassed!.Value} tests (median {Logit.ToChance(median):P0})",
            AttemptSignal.ToolErrors => $"had {measures.ToolErrors} failed tool calls (median {Math.Exp(median) - 1:0.#})",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
