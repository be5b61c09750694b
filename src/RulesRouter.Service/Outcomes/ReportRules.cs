using System.Globalization;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Outcomes;

/// <summary>What becomes of a report whose decision the store does not have.</summary>
internal enum UnknownDecision
{
    /// <summary>The attempt was independent of a decision.</summary>
    Independent,

    /// <summary>The id is signed: the decision will come, from another instance or from the record.</summary>
    Waits,

    Forbidden,
    TooOld,
    Unknown,
}

/// <summary>The conditions under which reports are accepted.</summary>
/// <param name="Ids">Recognises signed ids; null: none is.</param>
/// <param name="Oldest">Decisions from before are no longer in the record.</param>
/// <param name="MayBeIndependent">The caller may report attempts that no decision led to.</param>
internal sealed record ReportRules(DecisionIds? Ids, DateTimeOffset Oldest, bool MayBeIndependent)
{
    /// <summary>Everything but a forged id: for reports that were accepted before, or come from an administrator.</summary>
    public static ReportRules Lenient { get; } = new(null, DateTimeOffset.MinValue, MayBeIndependent: true);

    public UnknownDecision Judge(ReceivedOutcome outcome)
    {
        if (Ids?.SignedAt(outcome.Report.DecisionId) is { } at)
        {
            return at < Oldest ? UnknownDecision.TooOld : UnknownDecision.Waits;
        }

        return !outcome.Report.IsIndependent ? UnknownDecision.Unknown
            : MayBeIndependent ? UnknownDecision.Independent
            : UnknownDecision.Forbidden;
    }

    /// <summary>Null if the report can be stored, now or when its decision comes.</summary>
    /// <param name="index">Of the report.</param>
    public OutcomeRejection? RejectionOf(ReceivedOutcome outcome, int index) => Judge(outcome) switch
    {
        UnknownDecision.Independent or UnknownDecision.Waits => null,
        UnknownDecision.Forbidden => new OutcomeRejection(
            index,
            RejectionKind.Forbidden,
            "endpoint",
            "an outcome of an attempt that no decision led to needs the scope `administer`"),
        UnknownDecision.TooOld => new OutcomeRejection(
            index,
            RejectionKind.TooOld,
            "decisionId",
            string.Create(
                CultureInfo.InvariantCulture,
                $"decision `{outcome.Report.DecisionId}` is older than the record, which begins at {Oldest:yyyy-MM-dd}")),
        UnknownDecision.Unknown => new OutcomeRejection(
            index,
            RejectionKind.UnknownDecision,
            "decisionId",
            $"unknown decision `{outcome.Report.DecisionId}`; a report without a decision needs `endpoint` and `task`"),
    };
}
