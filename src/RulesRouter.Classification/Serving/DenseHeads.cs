using System.Runtime.Intrinsics;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// Linear heads over standardised dense features, eight at a time. The results are bit-identical to <see cref="LinearHead.ScoreDense"/>.
/// </summary>
internal sealed class DenseHeads
{
    private const int Lanes = 8;

    private readonly Vector256<float>[] biases;
    private readonly Vector256<float>[][] weights;

    public DenseHeads(LinearHead[] heads)
    {
        var groups = heads.Chunk(Lanes).ToArray();
        biases = [.. groups.Select(group => SideBySide(group, head => head.Bias))];
        weights = [.. groups.Select(group => Enumerable.Range(0, DenseFeatures.Count)
            .Select(feature => SideBySide(group, head => head.Weights.Length == 0 ? 0 : head.Weights[feature])).ToArray())];
    }

    /// <param name="standardised">One number per dense feature.</param>
    /// <param name="logits">Receives one number per head; its length is a multiple of eight.</param>
    public void Score(ReadOnlySpan<float> standardised, Span<float> logits)
    {
        for (var group = 0; group < biases.Length; group++)
        {
            var sum = biases[group];
            var rows = weights[group];
            for (var feature = 0; feature < rows.Length; feature++)
            {
                sum += rows[feature] * standardised[feature];
            }

            sum.CopyTo(logits[(group * Lanes)..]);
        }
    }

    private static Vector256<float> SideBySide(LinearHead[] heads, Func<LinearHead, float> number)
    {
        Span<float> numbers = stackalloc float[Lanes];
        numbers.Clear();
        for (var lane = 0; lane < heads.Length; lane++)
        {
            numbers[lane] = number(heads[lane]);
        }

        return Vector256.Create((ReadOnlySpan<float>)numbers);
    }
}
