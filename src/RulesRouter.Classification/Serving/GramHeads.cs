using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// Linear heads over n-grams, and the familiar sources, in one <see cref="BucketTable"/>. A weight is quantised in steps of
/// 1/32,767 of its head's largest, which is far below the tolerance between heads and ML.NET.
/// </summary>
internal sealed class GramHeads
{
    private readonly LinearHead[] heads;
    private readonly float[] steps;
    private readonly FamiliarSource[] sources;
    private readonly BucketTable table;

    public GramHeads(LinearHead[] heads, IReadOnlyList<FamiliarSource>? sources = null)
    {
        this.heads = heads;
        this.sources = [.. sources ?? []];
        steps = [.. heads.Select(head => head.Weights.Length == 0 ? 0 : head.Weights.Max(MathF.Abs) / short.MaxValue)];
        table = new BucketTable(
            [.. heads.Select(InSteps), .. this.sources.Select(source => Array.ConvertAll(source.Rarity, rarity => (short)rarity))]);
    }

    /// <param name="buckets">Distinct.</param>
    /// <param name="logits">Receives one number per head.</param>
    /// <returns>See <see cref="Familiarity.Distance"/>.</returns>
    public float Score(ReadOnlySpan<ushort> buckets, Span<float> logits)
    {
        Span<int> sums = stackalloc int[BucketTable.Lanes];
        table.Sum(buckets, sums);
        var scale = LinearHead.ScaleOf(buckets.Length);
        for (var head = 0; head < heads.Length; head++)
        {
            logits[head] = sums[head] * steps[head] * scale + heads[head].Bias;
        }

        var nearest = float.MaxValue;
        for (var source = 0; source < sources.Length; source++)
        {
            nearest = MathF.Min(nearest, sources[source].Distance(sums[heads.Length + source], buckets.Length));
        }

        return nearest;
    }

    private short[] InSteps(LinearHead head, int at) =>
        steps[at] == 0 ? [] : Array.ConvertAll(head.Weights, weight => (short)MathF.Round(weight / steps[at]));
}
