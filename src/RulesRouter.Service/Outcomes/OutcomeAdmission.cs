using RulesRouter.Economics;

namespace RulesRouter.Service.Outcomes;

/// <summary>What became of a report.</summary>
internal enum Admission
{
    Added,

    /// <summary>It was stored before.</summary>
    Repeated,

    /// <summary>Stored until its decision is known here.</summary>
    Waiting,
    Rejected,
}

/// <summary>
/// Stores one report within a transaction, completed from its decision. A report that names endpoint and task needs no decision, but must
/// not contradict one.
/// </summary>
internal static class OutcomeAdmission
{
    /// <param name="index">Of the report, for its rejection.</param>
    /// <param name="rejections">Receives why it cannot be stored.</param>
    public static Admission Store(
        StoreSession session,
        ReceivedOutcome outcome,
        int index,
        ReportRules rules,
        List<OutcomeRejection> rejections)
    {
        var before = rejections.Count;
        if (FutureRejection(outcome, index) is { } future)
        {
            rejections.Add(future);
            return Admission.Rejected;
        }

        var decision = OutcomeRows.Find(session, outcome.Report.DecisionId);
        if (decision is null && rules.RejectionOf(outcome, index) is { } rejection)
        {
            rejections.Add(rejection);
            return Admission.Rejected;
        }

        var waits = decision is null && rules.Judge(outcome) == UnknownDecision.Waits;
        if ((waits ? OutcomeRows.WaitingContent(session, outcome) : OutcomeRows.Content(session, outcome)) is { } held)
        {
            return Compared(outcome, held, waits, index, rejections);
        }

        if (waits)
        {
            OutcomeRows.InsertWaiting(session, outcome);
            return Admission.Waiting;
        }

        var report = decision is null ? outcome.Report : Completed(outcome.Report, decision, index, rejections);
        if (rejections.Count > before)
        {
            return Admission.Rejected;
        }

        OutcomeRows.Insert(session, outcome, report, alone: decision is null, decision?.Group, OutcomeRows.ContentOf(outcome.Report));
        return Admission.Added;
    }

    /// <summary>Null if the verdict is not later than the clock.</summary>
    /// <param name="index">Of the report.</param>
    public static OutcomeRejection? FutureRejection(ReceivedOutcome outcome, int index) => !outcome.IsFromTheFuture
        ? null
        : new OutcomeRejection(
            index,
            RejectionKind.FromTheFuture,
            "at",
            $"`{Requests.Timestamps.Format(outcome.Report.At!.Value)}` is later than the service's clock, {Requests.Timestamps.Format(outcome.ReceivedAt)}");

    private static Admission Compared(ReceivedOutcome outcome, string held, bool waits, int index, List<OutcomeRejection> rejections)
    {
        var report = outcome.Report;
        if (held == (waits ? OutcomeRows.WaitingContentOf(report) : OutcomeRows.ContentOf(report)))
        {
            return Admission.Repeated;
        }

        rejections.Add(new OutcomeRejection(
            index,
            RejectionKind.Conflict,
            "sequence",
            $"sequence {report.Sequence} of hop {report.Hop} of `{report.DecisionId}` was reported before with different content; give a later verdict a higher sequence"));
        return Admission.Rejected;
    }

    private static OutcomeReport Completed(OutcomeReport report, KnownDecision decision, int index, List<OutcomeRejection> rejections)
    {
        if (report.Hop >= decision.Endpoints.Length)
        {
            rejections.Add(new OutcomeRejection(
                index,
                RejectionKind.UnknownHop,
                "hop",
                $"decision `{report.DecisionId}` has {(decision.Endpoints.Length == 1 ? "1 hop" : $"{decision.Endpoints.Length} hops")}; hop must be 0 to {decision.Endpoints.Length - 1}, found {report.Hop}"));
            return report;
        }

        if (report.Endpoint is { } said && said != decision.Endpoints[report.Hop])
        {
            rejections.Add(new OutcomeRejection(
                index,
                RejectionKind.UnknownHop,
                "endpoint",
                $"hop {report.Hop} of decision `{report.DecisionId}` is `{decision.Endpoints[report.Hop]}`, not `{said}`"));
        }

        return report with
        {
            Endpoint = decision.Endpoints[report.Hop],
            Task = report.Task ?? decision.Task,
            Difficulty = report.Difficulty ?? decision.Difficulty,
        };
    }
}
