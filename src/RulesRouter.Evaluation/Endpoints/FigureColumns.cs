using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Figures that depend on the request, for every endpoint at once: costs are exact, and times are computed by the same operations in the
/// same order as for a single endpoint, so the results are identical. NaN if unknown.
/// </summary>
/// <param name="flat">By endpoint, its rates by tier of input length.</param>
internal sealed class FigureColumns(ImmutableArray<Endpoint> endpoints, ImmutableArray<FlatRates[]> flat)
{
    [ThreadStatic]
    private static double[]? scratch;

    private readonly double[] input = Column(flat, rates => rates.Input);
    private readonly double[] output = Column(flat, rates => rates.Output);

    private readonly double[] wholeInput = Column(flat, rates => rates.WholeInput);
    private readonly double[] wholeOutput = Column(flat, rates => rates.WholeOutput);
    private readonly double[] wholeMaxInput = Column(flat, rates => Math.Max(rates.WholeInput, rates.WholeCacheWrite));
    private readonly double[] wholeMaxOutput = Column(flat, rates => Math.Max(rates.WholeOutput, rates.WholeReasoning));
    private readonly double[] wholeFee = Column(flat, rates => rates.WholeFee);

    /// <summary>Infinite if unknown.</summary>
    private readonly double[] context = Limits(endpoints, endpoint => endpoint.ContextTokens);

    private readonly double[] longest = Limits(endpoints, endpoint => endpoint.MaxOutputTokens);

    /// <summary>Endpoints whose price depends on the input length.</summary>
    public ImmutableArray<int> Tiered { get; } = [.. Enumerable.Range(0, flat.Length).Where(index => flat[index].Length > 1)];

    /// <summary>
    /// Endpoints with a rate that is not a whole number of millionths of a dollar, with only some known rates, or with free output: their
    /// costs are computed one by one.
    /// </summary>
    public ImmutableArray<int> Single { get; } =
    [
        .. Enumerable.Range(0, flat.Length).Where(index => flat[index] is [var rates]
            && !rates.IsUnknown
            && !(rates.WholeInput + rates.WholeCacheWrite + rates.WholeReasoning + rates.WholeFee >= 0 && rates.WholeOutput > 0)),
    ];

    /// <summary>US dollars of a call without cache and reasoning, at the rates of the lowest tier.</summary>
    /// <param name="inputTokens">Whole.</param>
    /// <param name="outputTokens">Whole.</param>
    /// <param name="factors">By endpoint, its tokens for each input token; null: one.</param>
    /// <returns>Valid on this thread until the next column is computed. Empty if an amount is too large for exact doubles.</returns>
    public Span<double> Costs(double inputTokens, double outputTokens, double[]? factors)
    {
        var into = Scratch(input.Length);
        var scales = Parts(factors ?? []);
        var fresh = Parts(wholeInput);
        var answer = Parts(wholeOutput);
        var fees = Parts(wholeFee);
        var costs = Parts(into);
        var most = Vector256<double>.Zero;
        for (var part = 0; part < costs.Length; part++)
        {
            var tokens = factors is null ? Vector256.Create(inputTokens) : Vector256.Ceiling(scales[part] * inputTokens);
            var whole = fees[part] + (fresh[part] * tokens) + (answer[part] * outputTokens);
            most = Vector256.MaxNumber(most, whole);
            costs[part] = whole / FlatRates.WholeUsd;
        }

        return Vector256.LessThanAll(most, Vector256.Create(FlatRates.MaxWhole)) ? into : [];
    }

    /// <summary>
    /// US dollars at the dearest rates of the lowest tier, for the longest output: at most a cap, the endpoint's maximum, and what its
    /// context leaves.
    /// </summary>
    /// <param name="inputTokens">Whole without factors.</param>
    /// <param name="cap">Of one answer: whole; infinite without one.</param>
    /// <param name="answers">Of the call, each of that length.</param>
    /// <param name="factors">By endpoint, its tokens for each input token; null: one.</param>
    /// <returns>Valid on this thread until the next column is computed. Empty if an amount is too large for exact doubles.</returns>
    public Span<double> WorstCases(double inputTokens, double cap, int answers, double[]? factors)
    {
        var into = Scratch(input.Length);
        var scales = Parts(factors ?? []);
        var fed = Parts(wholeMaxInput);
        var answer = Parts(wholeMaxOutput);
        var fees = Parts(wholeFee);
        var costs = Parts(into);
        var contexts = Parts(context);
        var maxima = Parts(longest);
        var (most, infinite) = (Vector256<double>.Zero, Vector256.Create(double.PositiveInfinity));
        for (var part = 0; part < costs.Length; part++)
        {
            var tokens = factors is null ? Vector256.Create(inputTokens) : Vector256.Ceiling(scales[part] * inputTokens);
            var left = Vector256.MaxNumber(contexts[part] - tokens, Vector256<double>.Zero);
            var output = Vector256.Min(Vector256.Min(maxima[part], Vector256.Create(cap)), left);
            var whole = fees[part] + (fed[part] * tokens) + (answer[part] * (output * answers));
            whole = Vector256.ConditionalSelect(Vector256.Equals(output, infinite), Vector256.Create(double.NaN), whole);
            most = Vector256.MaxNumber(most, whole);
            costs[part] = whole / FlatRates.WholeUsd;
        }

        return Vector256.LessThanAll(most, Vector256.Create(FlatRates.MaxWhole)) ? into : [];
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

    private static double[] Limits(ImmutableArray<Endpoint> endpoints, Func<Endpoint, int?> of)
    {
        var column = EndpointColumn.Unknown(endpoints.Length);
        for (var index = 0; index < endpoints.Length; index++)
        {
            column[index] = of(endpoints[index]) ?? double.PositiveInfinity;
        }

        return column;
    }

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
