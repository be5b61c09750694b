using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RulesRouter.Economics;

/// <summary>
/// What options spend and pass on, a column of options per scenario: one pass over the columns computes a figure for every option.
/// </summary>
internal sealed class OptionTable
{
    private readonly int stride;
    private readonly double[] spends;
    private readonly double[] onward;
    private readonly double[] closing;
    private readonly double[] worst;

    /// <param name="considered">Indices of the problem's options; the table's own run from 0.</param>
    public OptionTable(ChainProblem problem, ReadOnlySpan<int> considered)
    {
        Count = considered.Length;
        Scenarios = problem.Weights.Length;
        stride = (Count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        spends = new double[stride * Scenarios];
        onward = new double[stride * Scenarios];
        closing = new double[stride * Scenarios];
        worst = new double[Count];
        for (var option = 0; option < Count; option++)
        {
            var attempted = problem.Options[considered[option]];
            worst[option] = attempted.WorstCaseUsd;
            for (var scenario = 0; scenario < Scenarios; scenario++)
            {
                var at = (scenario * stride) + option;
                spends[at] = AttemptStep.Spends(attempted, scenario, problem.Terms);
                onward[at] = AttemptStep.GoesOn(attempted, scenario, problem.Terms);
                closing[at] = spends[at] + (onward[at] * problem.Terms.UnsolvedUsd);
            }
        }
    }

    public int Count { get; }

    public int Scenarios { get; }

    /// <summary>A row of figures, one per option, padded to whole vectors.</summary>
    public double[] Row() => new double[stride];

    public double WorstCaseUsd(int option) => worst[option];

    /// <summary>Per unit of reach, US dollars of an attempt in a scenario.</summary>
    public double Spends(int option, int scenario) => spends[(scenario * stride) + option];

    /// <summary>The share of the reach that continues after an attempt in a scenario.</summary>
    public double GoesOn(int option, int scenario) => onward[(scenario * stride) + option];

    /// <summary>What every option would add as the last of a chain with this reach, the cost of an unsolved task included.</summary>
    public void Close(ReadOnlySpan<double> reach, Span<double> usd) => Sum(closing, reach, usd);

    /// <summary>What every option would add by itself.</summary>
    public void Spend(ReadOnlySpan<double> reach, Span<double> usd) => Sum(spends, reach, usd);

    /// <summary>
    /// The least that the continuations, each in US dollars per unit of reach and scenario, would add after every option.
    /// </summary>
    /// <param name="scratch">A figure per scenario.</param>
    public void GoOn(ReadOnlySpan<double> reach, double[][] ways, Span<double> scratch, Span<double> usd)
    {
        usd.Fill(double.PositiveInfinity);
        foreach (var way in ways)
        {
            for (var scenario = 0; scenario < scratch.Length; scenario++)
            {
                scratch[scenario] = reach[scenario] * way[scenario];
            }

            Least(onward, scratch, usd);
        }
    }

    /// <summary>Multiplies and adds separately: fused, a tie could be decided differently on another processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(double[] columns, ReadOnlySpan<double> weights, Span<double> sums)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(columns);
        var to = MemoryMarshal.Cast<double, Vector<double>>(sums);
        for (var place = 0; place < to.Length; place++)
        {
            to[place] = Sum(vectors[place..], weights, to.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Least(double[] columns, ReadOnlySpan<double> weights, Span<double> least)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(columns);
        var to = MemoryMarshal.Cast<double, Vector<double>>(least);
        for (var place = 0; place < to.Length; place++)
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
