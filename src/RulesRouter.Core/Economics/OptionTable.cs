using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>
/// What options spend and pass on, a column of options per scenario: one pass over the columns computes a figure for every option.
/// </summary>
internal sealed class OptionTable
{
    private double[] spends = [];
    private double[] onward = [];
    private double[] closing = [];
    private double[] worst = [];

    public int Count { get; private set; }

    public int Scenarios { get; private set; }

    /// <summary>The length of a row of figures, one per option: padded to whole vectors.</summary>
    public int Stride { get; private set; }

    /// <param name="considered">Indices of the options; the table's own run from 0.</param>
    public void Fill(OptionColumns options, CostRule terms, ReadOnlySpan<int> considered)
    {
        (Count, Scenarios) = (considered.Length, options.Scenarios);
        Stride = (Count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        Buffers.Grow(ref spends, Stride * Scenarios);
        Buffers.Grow(ref onward, Stride * Scenarios);
        Buffers.Grow(ref closing, Stride * Scenarios);
        Buffers.Grow(ref worst, Count);
        for (var option = 0; option < Count; option++)
        {
            var from = considered[option];
            var chances = options.ChancesOf(from);
            var costs = options.CostsOf(from);
            var (answers, edits) = (options.Answers[from], options.EditsUsd[from]);
            worst[option] = options.WorstCaseUsd[from];
            for (var scenario = 0; scenario < Scenarios; scenario++)
            {
                var at = (scenario * Stride) + option;
                spends[at] = AttemptStep.Spends(chances[scenario], costs[options.IsFlat ? 0 : scenario], answers, edits, terms);
                onward[at] = AttemptStep.GoesOn(chances[scenario], answers, terms);
                closing[at] = spends[at] + (onward[at] * terms.UnsolvedUsd);
            }
        }
    }

    public double WorstCaseUsd(int option) => worst[option];

    /// <summary>Per unit of reach, US dollars of an attempt in a scenario.</summary>
    public double Spends(int option, int scenario) => spends[(scenario * Stride) + option];

    /// <summary>The share of the reach that continues after an attempt in a scenario.</summary>
    public double GoesOn(int option, int scenario) => onward[(scenario * Stride) + option];

    /// <summary>What every option would add as the last of a chain with this reach, the cost of an unsolved task included.</summary>
    public void Close(ReadOnlySpan<double> reach, Span<double> usd) => Sum(closing, reach, usd);

    /// <summary>What every option would add by itself.</summary>
    public void Spend(ReadOnlySpan<double> reach, Span<double> usd) => Sum(spends, reach, usd);

    /// <summary>
    /// The least that the continuations, each in US dollars per unit of reach and scenario, would add after every option.
    /// </summary>
    /// <param name="ways">Rows of a figure per scenario.</param>
    /// <param name="scratch">A figure per scenario.</param>
    public void GoOn(ReadOnlySpan<double> reach, ReadOnlySpan<double> ways, Span<double> scratch, Span<double> usd)
    {
        usd.Fill(double.PositiveInfinity);
        for (; !ways.IsEmpty; ways = ways[Scenarios..])
        {
            for (var scenario = 0; scenario < scratch.Length; scenario++)
            {
                scratch[scenario] = reach[scenario] * ways[scenario];
            }

            Least(onward, scratch, usd);
        }
    }

    /// <summary>Multiplies and adds separately: fused, a tie could be decided differently on another processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(double[] columns, ReadOnlySpan<double> weights, Span<double> sums)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(columns.AsSpan());
        var to = MemoryMarshal.Cast<double, Vector<double>>(sums);
        for (var place = 0; place < to.Length; place++)
        {
            to[place] = Sum(vectors[place..], weights, to.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Least(double[] columns, ReadOnlySpan<double> weights, Span<double> least)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(columns.AsSpan());
        var to = MemoryMarshal.Cast<double, Vector<double>>(least);
        var place = 0;

        // Two at once: each waits for its own sums.
        for (; place + 1 < to.Length; place += 2)
        {
            var (first, second) = (Vector<double>.Zero, Vector<double>.Zero);
            for (int scenario = 0, at = place; scenario < weights.Length; scenario++, at += to.Length)
            {
                var weight = new Vector<double>(weights[scenario]);
                var pair = vectors.Slice(at, 2);
                first += pair[0] * weight;
                second += pair[1] * weight;
            }

            to[place] = Vector.Min(to[place], first);
            to[place + 1] = Vector.Min(to[place + 1], second);
        }

        if (place < to.Length)
        {
            to[place] = Vector.Min(to[place], Sum(vectors[place..], weights, to.Length));
        }
    }

    private static Vector<double> Sum(ReadOnlySpan<Vector<double>> column, ReadOnlySpan<double> weights, int stride)
    {
        var sum = Vector<double>.Zero;
        for (int scenario = 0, at = 0; scenario < weights.Length; scenario++, at += stride)
        {
            sum += column[at] * weights[scenario];
        }

        return sum;
    }
}
