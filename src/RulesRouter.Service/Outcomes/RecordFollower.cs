using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Brings the outcome store up to the record: usually by the decisions that are pending in memory, and after any fault by reading the
/// record from where the store ends. The store remembers that place in the transaction that stores the lines before it. Not thread-safe.
/// </summary>
internal sealed class RecordFollower(OutcomeStore store, DecisionRecorder recorder, PendingDecisions pending)
{
    private const int LinesAtOnce = 5_000;

    private RecordPosition? stored;
    private bool isBehind;

    /// <summary>What is wrong with segments of the record whose remaining lines could not be read.</summary>
    public List<string> Damaged { get; } = [];

    /// <summary>The record has outcomes that the store does not: it must be read again.</summary>
    public void FallBehind() => isBehind = true;

    /// <summary>Stores everything that the record has by now, and the pending decisions.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be written; nothing is lost.</exception>
    /// <exception cref="IOException">The record cannot be read.</exception>
    public void CatchUp(ReportRules rules)
    {
        isBehind |= pending.TakeOverflow();

        // Taken before the pending decisions: a line is pending before it is in the record, so none before this place is missed.
        var extent = recorder.Extent();
        if (extent is var (record, end))
        {
            var place = store.PositionOf(record);
            if (isBehind || place is null || place != stored)
            {
                Read(place ?? RecordPosition.Start, record, end, rules);
                isBehind = false;
                stored = end;
            }
        }

        var decisions = pending.Peek();
        if (decisions.Length == 0 && extent?.End == stored)
        {
            return;
        }

        store.Apply(decisions, [], rules, extent);
        stored = extent?.End;
        pending.Remove(decisions.Length);
    }

    private void Read(RecordPosition from, string record, RecordPosition end, ReportRules rules)
    {
        var decisions = new List<KnownDecision>();
        var outcomes = new List<ReceivedOutcome>();
        var lines = 0;
        foreach (var line in RecordedLines.Read(recorder.Layout!, from, Damaged.Add))
        {
            if (IsBeyond(line.After, end))
            {
                break;
            }

            if (line.Decision is { } decision)
            {
                decisions.Add(decision);
            }

            if (line.Outcome is { } outcome)
            {
                outcomes.Add(outcome);
            }

            if (++lines % LinesAtOnce == 0)
            {
                store.Apply(decisions, outcomes, rules, (record, line.After));
                decisions.Clear();
                outcomes.Clear();
            }
        }

        store.Apply(decisions, outcomes, rules, (record, end));
    }

    private static bool IsBeyond(RecordPosition place, RecordPosition end) =>
        place.Segment > end.Segment || (place.Segment == end.Segment && place.Offset > end.Offset);
}
