using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RulesRouter.Economics;

/// <summary>What outcomes have taught, up to a numbered epoch. State, not policy: it is covered by a decision's state digest.</summary>
public sealed class LearnedState
{
    private readonly FrozenDictionary<TallyKey, Tally> tallies;

    /// <param name="epoch">Grows with every outcome taken in; 0 is nothing learnt.</param>
    /// <param name="spread">Of the difficulty that attempts at one task share; null where the outcomes are too few to say.</param>
    public LearnedState(long epoch, IReadOnlyDictionary<TallyKey, Tally> tallies, double? spread = null)
    {
        Epoch = epoch;
        Spread = spread ?? SharedDifficulty.DefaultSpread;
        this.tallies = tallies.ToFrozenDictionary();
        Digest = DigestOf();
    }

    public static LearnedState Nothing { get; } = new(0, new Dictionary<TallyKey, Tally>());

    public long Epoch { get; }

    /// <summary>See <see cref="SharedDifficulty"/>.</summary>
    public double Spread { get; }

    /// <summary>Hexadecimal, over everything that a decision may depend on.</summary>
    public string Digest { get; }

    public IEnumerable<KeyValuePair<TallyKey, Tally>> Tallies => tallies;

    private string DigestOf()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Epoch} {Spread:R}\n");
        foreach (var (key, tally) in tallies.OrderBy(pair => pair.Key.Endpoint, StringComparer.Ordinal).ThenBy(pair => pair.Key.Task).ThenBy(pair => pair.Key.Tier))
        {
            text.Append(CultureInfo.InvariantCulture, $"{key.Endpoint} {key.Task} {key.Tier} {tally.Trials:R} {tally.Successes:R} {tally.Calls:R} {tally.Answered:R} {tally.Merged:R} {tally.Edits:R}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
