using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Estimates cost, latency and quality of endpoints for one request: its time, lengths, task, session, and which evidence counts.
/// </summary>
/// <param name="View">The endpoints at that time.</param>
/// <param name="ExpectedOutput">Tokens; NaN if unknown, and then costs and whole latencies are unknown too.</param>
/// <param name="LongestOutput">The maximum that the request allows, else the expected length; NaN if unknown.</param>
internal sealed record Estimator(
    DateTimeOffset At,
    EndpointView View,
    TaskKind? Task,
    double InputTokens,
    double CachedTokens,
    double ExpectedOutput,
    double LongestOutput,
    Session? Session)
{
    /// <summary>UTC; equivalent to the request's date for every fact.</summary>
    public DateOnly Today => View.Today;

    public bool AllowSample => View.AllowSample;

    public static Estimator Of(DecisionRequest request, RequestFacts facts, DateTimeOffset at, EndpointView view)
    {
        var expected = facts[FixedFacts.OutputTokens] is { IsKnown: true } output
            ? Math.Min(output.Number, request.MaxOutputTokens ?? double.MaxValue)
            : double.NaN;
        return new Estimator(
            at,
            view,
            facts[FixedFacts.Task].Text is { } name && EnumNames<TaskKind>.TryParse(name, out var task) ? task : null,
            Length(facts, FixedFacts.InputTokens),
            Length(facts, FixedFacts.CachedInputTokens),
            expected,
            request.MaxOutputTokens ?? expected,
            request.Session);
    }

    /// <summary>For facts that do not depend on the request.</summary>
    public static Estimator OfNoRequest(EndpointView view) => new(view.At, view, null, 0, 0, 0, 0, null);

    /// <summary>For ranking only: with an unknown output length, endpoints still differ in input cost and time to first token.</summary>
    public Estimator Comparable => double.IsNaN(ExpectedOutput) ? this with { ExpectedOutput = 0 } : this;

    public Candidate CandidateAt(int index) => new(index, this);

    public HopEstimate Estimate(int index) => new()
    {
        TokenCostUsd = Figure(TokenCostUsd(index)),
        WorstCaseUsd = Figure(WorstCaseUsd(index)),
        LatencyP50Ms = Figure(LatencyP50Ms(index)),
        LatencyP99Ms = Figure(LatencyP99Ms(index)),
        TtftP99Ms = Figure(View.TtftP99Ms(index)),
        Quality = Figure(Quality(index)),
    };

    /// <summary>US dollars at the price in force and the expected length; NaN if unknown.</summary>
    public double TokenCostUsd(int index) =>
        View.RatesOf(index, InputTokens).CostOf(InputTokens, Math.Min(Cached(index), InputTokens), ExpectedOutput);

    /// <summary>The same by endpoint.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> TokenCostsUsd()
    {
        var costs = View.Costs(InputTokens, Math.Min(CachedTokens, InputTokens), ExpectedOutput);
        if (Session?.CachedTokens.IsEmpty != false)
        {
            return costs;
        }

        var own = new double[costs.Length];
        costs.CopyTo(own);
        for (var index = 0; index < View.Endpoints.Length; index++)
        {
            own[index] = TokenCostUsd(index);
        }

        return own;
    }

    /// <summary>As <see cref="WorstCaseUsd"/>, by endpoint.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> WorstCasesUsd() => View.Costs(InputTokens, 0, LongestOutput);

    /// <summary>US dollars without cache discounts at the longest output; NaN if unknown.</summary>
    public double WorstCaseUsd(int index) => View.RatesOf(index, InputTokens).CostOf(InputTokens, 0, LongestOutput);

    /// <summary>A figure by endpoint, NaN if unknown.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> ColumnOf(CallFigure figure) => figure switch
    {
        CallFigure.InputPrice => View.InputRates(InputTokens),
        CallFigure.OutputPrice => View.OutputRates(InputTokens),
        CallFigure.LatencyP99Ms => View.LatenciesP99Ms(ExpectedOutput),
        CallFigure.WorstCaseUsd => WorstCasesUsd(),
        CallFigure.Quality => Qualities(),
        _ => throw new UnreachableException($"{figure}"),
    };

    /// <summary>NaN if unknown.</summary>
    public double LatencyP50Ms(int index) => View.LatencyP50Ms(index, ExpectedOutput);

    /// <summary>NaN if unknown.</summary>
    public double LatencyP99Ms(int index) => View.LatencyP99Ms(index, ExpectedOutput);

    /// <summary>Mean of the figures for the task; NaN if unknown.</summary>
    public double Quality(int index) => View.QualityFor(Task)[index];

    /// <summary>The same by endpoint.</summary>
    public ReadOnlySpan<double> Qualities() => View.QualityFor(Task);

    private double Cached(int index) =>
        Session?.CachedTokens.TryGetValue(View.Endpoints[index].Id, out var held) == true ? held : CachedTokens;

    private static double? Figure(double value) => double.IsNaN(value) ? null : value;

    private static double Length(RequestFacts facts, FactSlot slot) => facts[slot] is { IsKnown: true } value ? value.Number : 0;
}
