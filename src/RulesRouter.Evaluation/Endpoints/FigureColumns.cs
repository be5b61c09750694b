using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Figures that depend on the request, for every endpoint at once: the same operations in the same order as for a single endpoint, so the
/// results are identical. NaN if unknown.
/// </summary>
/// <param name="flat">By endpoint, its rates by tier of input length.</param>
internal sealed class FigureColumns(ImmutableArray<FlatRates[]> flat)
{
    [ThreadStatic]
    private static double[]? scratch;

    private readonly double[] input = Column(flat, rates => rates.Input);
    private readonly double[] output = Column(flat, rates => rates.Output);

    /// <summary>NaN where no rate is known, so that a call of no tokens there is of unknown cost too.</summary>
    private readonly double[] fee = Column(flat, rates => rates.IsUnknown ? double.NaN : rates.Fee);

    /// <summary>Endpoints whose price depends on the input length.</summary>
    public ImmutableArray<int> Tiered { get; } = [.. Enumerable.Range(0, flat.Length).Where(index => flat[index].Length > 1)];

    /// <summary>US dollars of a call without cache and reasoning, at the rates of the lowest tier.</summary>
    /// <param name="factors">By endpoint, its tokens for each input token; null: one.</param>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public Span<double> Costs(double inputTokens, double outputTokens, double[]? factors)
    {
        var into = Scratch(input.Length);
        var scales = Parts(factors ?? []);
        var fresh = Parts(input);
        var answer = Parts(output);
        var fees = Parts(fee);
        var million = Vector256.Create(1_000_000.0);
        var costs = Parts(into);
        for (var part = 0; part < costs.Length; part++)
        {
            var tokens = factors is null ? Vector256.Create(inputTokens) : Vector256.Ceiling(scales[part] * inputTokens);
            var fed = inputTokens == 0 ? Vector256<double>.Zero : fresh[part] * tokens / million;
            costs[part] = fed + Cost(outputTokens, answer[part]) + fees[part];
        }

        return into;

        Vector256<double> Cost(double tokens, Vector256<double> rates) =>
            tokens == 0 ? Vector256<double>.Zero : rates * tokens / million;
    }

    /// <summary>Milliseconds to the end of the output.</summary>
    /// <param name="first">Milliseconds to the first token.</param>
    /// <param name="speed">Tokens per second.</param>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public static ReadOnlySpan<double> Latencies(double[] first, double[] speed, double tokens)
    {
        if (tokens <= 0)
        {
            return first;
        }

        var into = Scratch(first.Length);
        var firsts = Parts(first);
        var speeds = Parts(speed);
        var whole = Parts(into);
        for (var part = 0; part < whole.Length; part++)
        {
            whole[part] = firsts[part] + (Vector256.Create(tokens) / speeds[part] * 1000);
        }

        return into;
    }

    /// <summary>Input or output rates as a column, of the tier that the input length falls into.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> Rates(EndpointView view, double inputTokens, bool ofOutput)
    {
        var lowest = ofOutput ? output : input;
        if (Tiered.IsEmpty)
        {
            return lowest;
        }

        var into = Scratch(lowest.Length);
        lowest.CopyTo(into);
        foreach (var index in Tiered)
        {
            ref readonly var rates = ref view.RatesOf(index, inputTokens);
            into[index] = ofOutput ? rates.Output : rates.Input;
        }

        return into;
    }

    private static Span<double> Scratch(int length)
    {
        if (scratch is null || scratch.Length < length)
        {
            scratch = new double[length];
        }

        return scratch.AsSpan(0, length);
    }

    private static Span<Vector256<double>> Parts(Span<double> column) => MemoryMarshal.Cast<double, Vector256<double>>(column);

    private static double[] Column(ImmutableArray<FlatRates[]> flat, Func<FlatRates, double> of)
    {
        var column = EndpointColumn.Unknown(flat.Length);
        for (var index = 0; index < flat.Length; index++)
        {
            column[index] = of(flat[index][0]);
        }

        return column;
    }
}
