using RulesRouter.Economics;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// The outcomes of a store, kept so that only new ones need to be read. Of each attempt, one counts: that of the last source that reported,
/// in the order of <see cref="VerdictSource"/>, because a later one has seen more; of its reporters, the one whose verdict is the latest;
/// and of that reporter, the highest sequence. So no source or reporter can pre-empt another by a high sequence.
/// </summary>
internal sealed class OutcomeHistory
{
    private readonly Dictionary<(string Decision, int Hop), List<StoredOutcome>> attempts = [];

    /// <summary>Of the last outcome added; 0 without any.</summary>
    public long Epoch { get; private set; }

    /// <param name="outcomes">In the order of storage.</param>
    public void Add(IReadOnlyList<StoredOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (!attempts.TryGetValue((outcome.Decision, outcome.Hop), out var attempt))
            {
                attempts[(outcome.Decision, outcome.Hop)] = attempt = new List<StoredOutcome>(1);
            }

            var earlier = attempt.FindIndex(other => other.Source == outcome.Source && other.Reporter == outcome.Reporter);
            if (earlier < 0)
            {
                attempt.Add(outcome);
            }
            else if (attempt[earlier].Sequence < outcome.Sequence)
            {
                attempt[earlier] = outcome;
            }

            Epoch = Math.Max(Epoch, outcome.Epoch);
        }
    }

    /// <summary>The outcome that counts for every attempt, in the order of storage.</summary>
    public IReadOnlyList<StoredOutcome> Counting() => [.. attempts.Values.Select(Counting).OrderBy(outcome => outcome.Epoch)];

    private static StoredOutcome Counting(List<StoredOutcome> reports) => reports.Count == 1
        ? reports[0]
        : reports.MaxBy(report => (report.Source, report.At, report.Epoch))!;
}
