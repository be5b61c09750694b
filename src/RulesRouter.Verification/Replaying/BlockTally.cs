namespace RulesRouter.Verification.Replaying;

/// <summary>Totals of one block of a log.</summary>
internal sealed class BlockTally
{
    /// <summary>In order of first occurrence.</summary>
    public Dictionary<DecisionEffect, long> Effects { get; } = new(ReferenceEqualityComparer.Instance);

    public List<(string Id, DecisionEffect Effect)> Weakened { get; } = [];

    public List<UnreadableLine> Unreadable { get; } = [];

    public long Requests { get; private set; }

    public long Recorded { get; private set; }

    public long RecordedAlike { get; private set; }

    public void Add(DecisionEffect effect, string id, string recordedAnswer)
    {
        Requests++;
        Effects[effect] = Effects.GetValueOrDefault(effect) + 1;
        if (!effect.Weakenings.IsEmpty)
        {
            Weakened.Add((id, effect));
        }

        if (recordedAnswer.Length > 0)
        {
            Recorded++;
            RecordedAlike += recordedAnswer == effect.Before.Label ? 1 : 0;
        }
    }
}
