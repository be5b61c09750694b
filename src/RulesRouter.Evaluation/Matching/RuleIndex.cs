using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Matching;

/// <summary>
/// Matches all rules at once: looks up each fact, intersects the bitmaps, and evaluates unindexed conditions only for rows that are still
/// possible.
/// </summary>
internal sealed class RuleIndex : IRuleMatcher
{
    private readonly ImmutableArray<Dimension> dimensions;
    private readonly Func<RequestFacts, Truth>[] unindexed;
    private readonly int[] ruleOf;
    private readonly int[]?[] unindexedOf;
    private readonly ulong[] allRows;

    public RuleIndex(ImmutableArray<Dimension> dimensions, Func<RequestFacts, Truth>[] unindexed, int[] ruleOf, int[]?[] unindexedOf)
    {
        this.dimensions = dimensions;
        this.unindexed = unindexed;
        this.ruleOf = ruleOf;
        this.unindexedOf = unindexedOf;
        allRows = RowBits.All(ruleOf.Length);
    }

    /// <summary>Size of its bitmaps and tables in bytes.</summary>
    public long Size =>
        dimensions.Sum(dimension => dimension.Size) + (
            ruleOf.Length * (sizeof(int) + (long)IntPtr.Size)) + (allRows.Length * sizeof(ulong));

    public void Match(RequestFacts facts, Matches matches)
    {
        matches.Clear();
        var scratch = MatchScratch.For(dimensions.Length, allRows.Length, unindexed.Length);
        var (possible, certain, uncertain) = (scratch.Possible, scratch.Certain, 0);
        for (var index = 0; index < dimensions.Length; index++)
        {
            possible[index] = dimensions[index].Load(facts, scratch.BitsOf(index), out var sure);
            if (sure is not null)
            {
                certain[uncertain++] = sure;
            }
        }

        for (var vector = 0; vector < allRows.Length >> 2; vector++)
        {
            var left = Vector(allRows, vector);
            for (var index = 0; index < dimensions.Length && left != Vector256<ulong>.Zero; index++)
            {
                left &= Vector(possible[index], vector);
            }

            if (left != Vector256<ulong>.Zero)
            {
                var sure = left;
                for (var index = 0; index < uncertain; index++)
                {
                    sure &= Vector(certain[index], vector);
                }

                Emit(vector, left, sure, facts, scratch, matches);
            }
        }
    }

    private void Emit(int vector, Vector256<ulong> left, Vector256<ulong> sure, RequestFacts facts, MatchScratch scratch, Matches matches)
    {
        for (var element = 0; element < 4; element++)
        {
            var (rest, certainly) = (left.GetElement(element), sure.GetElement(element));
            while (rest != 0)
            {
                var bit = BitOperations.TrailingZeroCount(rest);
                rest &= rest - 1;
                var row = (((vector << 2) + element) << 6) + bit;
                var rule = ruleOf[row];
                var truth = (certainly >> bit & 1) != 0 ? Truth.True : Truth.Unknown;
                if (unindexedOf[row] is { } needed
                    && (matches.IsSettled(rule) || (truth = Evaluate(needed, truth, facts, scratch)) == Truth.False))
                {
                    continue;
                }

                matches.Add(rule, truth == Truth.True);
            }
        }
    }

    private Truth Evaluate(int[] needed, Truth truth, RequestFacts facts, MatchScratch scratch)
    {
        foreach (var condition in needed)
        {
            if (!scratch.TryGet(condition, out var found))
            {
                found = unindexed[condition](facts);
                scratch.Store(condition, found);
            }

            if (found == Truth.False)
            {
                return Truth.False;
            }

            truth = found < truth ? found : truth;
        }

        return truth;
    }

    private static Vector256<ulong> Vector(ulong[] bits, int index) =>
        System.Runtime.CompilerServices.Unsafe.As<ulong,
        Vector256<ulong>>(ref System.Runtime.CompilerServices.Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bits), index << 2));
}
