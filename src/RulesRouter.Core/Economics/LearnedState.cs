using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RulesRouter.Catalog;

namespace RulesRouter.Economics;

/// <summary>What outcomes have taught, up to a numbered epoch. State, not policy: it is covered by a decision's state digest.</summary>
public sealed class LearnedState
{
    private readonly FrozenDictionary<TallyKey, Tally> tallies;
    private readonly FrozenDictionary<string, int> leftOut;

    /// <param name="epoch">Grows with every outcome taken in; 0 is nothing learnt.</param>
    /// <param name="spread">Of the difficulty that attempts at one task share; null where the outcomes are too few to say.</param>
    /// <param name="aliases">By which it was seen that a tally is about the model its endpoint stands for; null is none.</param>
    /// <param name="leftOut">By endpoint, how many outcomes are in no tally, as they are about what its alias stood for before.</param>
    public LearnedState(long epoch, IReadOnlyDictionary<TallyKey, Tally> tallies, double? spread = null, AliasTable? aliases = null, IReadOnlyDictionary<string, int>? leftOut = null)
    {
        Epoch = epoch;
        Spread = spread ?? SharedDifficulty.DefaultSpread;
        Aliases = aliases ?? AliasTable.None;
        this.tallies = tallies.ToFrozenDictionary();
        this.leftOut = leftOut?.ToFrozenDictionary(StringComparer.Ordinal) ?? FrozenDictionary<string, int>.Empty;
        Digest = DigestOf();
    }

    public static LearnedState Empty { get; } = new(0, new Dictionary<TallyKey, Tally>());

    public long Epoch { get; }

    /// <summary>See <see cref="SharedDifficulty"/>.</summary>
    public double Spread { get; }

    /// <summary>What endpoints stood for when this was learnt: of an alias that stands for another model since, nothing is known.</summary>
    public AliasTable Aliases { get; }

    /// <summary>Hexadecimal, over everything that a decision may depend on.</summary>
    public string Digest { get; }

    public IEnumerable<KeyValuePair<TallyKey, Tally>> Tallies => tallies;

    /// <summary>How many outcomes of an endpoint count no longer, as they are about what its alias stood for before.</summary>
    public int LeftOut(string endpoint) => leftOut.GetValueOrDefault(endpoint);

    private string DigestOf()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Epoch} {Spread:R}\n");
        foreach (var (key, tally) in tallies.OrderBy(pair => pair.Key.Endpoint, StringComparer.Ordinal).ThenBy(pair => pair.Key.Task).ThenBy(pair => pair.Key.Tier))
        {
            text.Append(CultureInfo.InvariantCulture, $"{key.Endpoint} {key.Task} {key.Tier} {tally.Trials:R} {tally.Successes:R} {tally.Calls:R} {tally.Answered:R} {tally.Merged:R} {tally.Edits:R}\n");
        }

        foreach (var (alias, (target, since)) in Aliases.InForce)
        {
            text.Append(CultureInfo.InvariantCulture, $"alias {alias} {target.Id} {since:yyyy-MM-dd}\n");
        }

        foreach (var (endpoint, outcomes) in leftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"left out {endpoint} {outcomes}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
