using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>The rarities of up to eight sources side by side: a bucket is one load for all. Gives what <see cref="Familiarity.Distance"/> gives.</summary>
internal sealed class FamiliarityTable
{
    private const int Lanes = Familiarity.MostSources;

    /// <summary>So many bytes add up in sixteen bits.</summary>
    private const int Run = ushort.MaxValue / byte.MaxValue;

    private readonly FamiliarSource[] sources;
    private readonly byte[] rarities = new byte[GramBuckets.Count * Lanes];

    public FamiliarityTable(Familiarity familiarity)
    {
        sources = [.. familiarity.Sources];
        for (var lane = 0; lane < sources.Length; lane++)
        {
            for (var bucket = 0; bucket < GramBuckets.Count; bucket++)
            {
                rarities[bucket * Lanes + lane] = sources[lane].Rarity[bucket];
            }
        }
    }

    /// <param name="buckets">Distinct.</param>
    public float Distance(ReadOnlySpan<ushort> buckets)
    {
        var sums = Vector256<uint>.Zero;
        for (var rest = buckets; rest.Length > 0; rest = rest[Math.Min(Run, rest.Length)..])
        {
            var (lower, upper) = Vector128.Widen(SumOf(rest[..Math.Min(Run, rest.Length)]));
            sums += Vector256.Create(lower, upper);
        }

        var nearest = float.MaxValue;
        for (var lane = 0; lane < sources.Length; lane++)
        {
            nearest = MathF.Min(nearest, sources[lane].Distance((int)sums[lane], buckets.Length));
        }

        return nearest;
    }

    private Vector128<ushort> SumOf(ReadOnlySpan<ushort> buckets)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(rarities);
        var sum = Vector128<ushort>.Zero;
        foreach (var bucket in buckets)
        {
            sum += Vector128.WidenLower(Vector64.LoadUnsafe(ref first, (nuint)((bucket & (GramBuckets.Count - 1)) * Lanes)).ToVector128Unsafe());
        }

        return sum;
    }
}
