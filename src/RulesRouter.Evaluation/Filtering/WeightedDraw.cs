using System.Buffers.Binary;
using System.Collections.Immutable;
using RulesRouter.Formats;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>
/// Weighted rendezvous hashing (Thaler and Ravishankar 1998, weights as in Schindelhauer and Schomaker 2005): each arm draws a number from
/// the key and its own name, and the largest wins. An arm whose weight grows wins keys from the others and loses none; no other key moves.
/// </summary>
internal static class WeightedDraw
{
    /// <summary>The arms with weight above 0 in the order that the key gives.</summary>
    /// <param name="salt">Makes the draws of different rules independent.</param>
    public static ImmutableArray<T> Order<T>(
        string salt,
        string key,
        IEnumerable<T> arms,
        Func<T,
        string> nameOf,
        Func<T,
        double> weightOf) =>
    [
        .. arms.Where(arm => weightOf(arm) > 0)
            .OrderBy(arm => -Math.Log(Uniform(salt, key, nameOf(arm))) / weightOf(arm)),
    ];

    /// <summary>A number in (0, 1) derived from the SHA-256 of the strings.</summary>
    public static double Uniform(string salt, string key, string name)
    {
        var digest = Sha256.Bytes($"{salt.Length}:{salt}{key.Length}:{key}{name}");
        return ((BinaryPrimitives.ReadUInt64BigEndian(digest) >> 11) + 0.5) / (1UL << 53);
    }
}
