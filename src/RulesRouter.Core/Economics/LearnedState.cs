using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Formats;

namespace RulesRouter.Economics;

/// <summary>What has been learned from outcomes, up to a numbered epoch. State, not policy: a decision's state digest covers it.</summary>
internal sealed class LearnedState
{
    private readonly FrozenDictionary<TallyKey, Tally> tallies;
    private readonly FrozenDictionary<string, int> leftOut;

    /// <param name="epoch">Grows with every outcome stored; 0: nothing is learned yet.</param>
    /// <param name="spread">Of the difficulty that attempts at one task share; null where there are too few outcomes.</param>
    /// <param name="aliases">The aliases in force when the tallies were made; null is none.</param>
    /// <param name="leftOut">By endpoint, how many outcomes are in no tally because its alias had another target then.</param>
    /// <param name="attempts">What the measures of a rejected attempt say; null is nothing.</param>
    public LearnedState(
        long epoch,
        IReadOnlyDictionary<TallyKey,
        Tally> tallies,
        double? spread = null,
        AliasTable? aliases = null,
        IReadOnlyDictionary<string,
        int>? leftOut = null,
        AttemptEvidence? attempts = null)
    {
        Epoch = epoch;
        Spread = spread ?? SharedDifficulty.DefaultSpread;
        Aliases = aliases ?? AliasTable.None;
        this.tallies = tallies.ToFrozenDictionary();
        this.leftOut = leftOut?.ToFrozenDictionary(StringComparer.Ordinal) ?? FrozenDictionary<string, int>.Empty;
        Attempts = attempts ?? AttemptEvidence.None;
        Digest = DigestOf();
    }

    public static LearnedState Empty { get; } = new(0, new Dictionary<TallyKey, Tally>());

    public long Epoch { get; }

    /// <summary>See <see cref="SharedDifficulty"/>.</summary>
    public double Spread { get; }

    public AttemptEvidence Attempts { get; }

    /// <summary>The aliases in force when this was learned: nothing is known about an alias whose target has changed since.</summary>
    public AliasTable Aliases { get; }

    /// <summary>Hexadecimal, over everything that a decision may depend on.</summary>
    public string Digest { get; }

    public IEnumerable<KeyValuePair<TallyKey, Tally>> Tallies => tallies;

    /// <summary>How many outcomes of an endpoint no longer count because its alias had another target then.</summary>
    public int LeftOut(string endpoint) => leftOut.GetValueOrDefault(endpoint);

    private string DigestOf()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Epoch} {Spread:R}\n");
        foreach (var (key, tally) in tallies
            .OrderBy(pair => pair.Key.Endpoint, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Task)
            .ThenBy(pair => pair.Key.Tier)
            .ThenBy(pair => pair.Key.Group, StringComparer.Ordinal))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{key.Endpoint} {key.Task} {key.Tier} {tally.Trials:R} {tally.Successes:R} {tally.Calls:R} {tally.Answered:R} {tally.Merged:R} {tally.Edits:R}");
            if (tally.CappedTrials > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $" {tally.CappedTrials:R} {tally.CappedSuccesses:R}");
            }

            if (key.Group is { } group)
            {
                text.Append(CultureInfo.InvariantCulture, $" by {group.Length} {group}");
            }

            text.Append('\n');
        }

        foreach (var (alias, (target, since)) in Aliases.InForce)
        {
            text.Append(CultureInfo.InvariantCulture, $"alias {alias} {target.Id} {since:yyyy-MM-dd}\n");
        }

        foreach (var (endpoint, outcomes) in leftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"left out {endpoint} {outcomes}\n");
        }

        foreach (var line in Attempts.DigestLines())
        {
            text.Append(line).Append('\n');
        }

        return Sha256.ShortHex(text.ToString());
    }
}
