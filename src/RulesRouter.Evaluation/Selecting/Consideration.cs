using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>The request's side of every estimate: moment, lengths, task, and which evidence counts.</summary>
/// <param name="View">The endpoints as they stand at that moment.</param>
/// <param name="ExpectedOutput">Tokens; NaN where nobody knows, and then neither costs nor the time of a whole answer are known.</param>
/// <param name="LongestOutput">The most the request allows, else what is expected; NaN where unknown.</param>
internal sealed record Consideration(
    DateTimeOffset At,
    EndpointView View,
    TaskKind? Task,
    double InputTokens,
    double CachedTokens,
    double ExpectedOutput,
    double LongestOutput,
    Session? Session)
{
    /// <summary>UTC; a day that no fact tells apart from the request's.</summary>
    public DateOnly Today => View.Today;

    public bool AllowSample => View.AllowSample;

    public static Consideration Of(DecisionRequest request, RequestFacts facts, DateTimeOffset at, EndpointView view)
    {
        var expected = facts[FixedFacts.OutputTokens] is { IsKnown: true } output ? Math.Min(output.Number, request.MaxOutputTokens ?? double.MaxValue) : double.NaN;
        return new Consideration(
            at,
            view,
            facts[FixedFacts.Task].Text is { } name && TaskNames.TryParse(name, out var task) ? task : null,
            Length(facts, FixedFacts.InputTokens),
            Length(facts, FixedFacts.CachedInputTokens),
            expected,
            request.MaxOutputTokens ?? expected,
            request.Session);
    }

    /// <summary>For what is the same for every request.</summary>
    public static Consideration OfNoRequest(EndpointView view) => new(view.At, view, null, 0, 0, 0, 0, null);

    /// <summary>To rank by, not to promise: where nobody knows how long the answer gets, endpoints still differ in what comes before it.</summary>
    public Consideration Comparable => double.IsNaN(ExpectedOutput) ? this with { ExpectedOutput = 0 } : this;

    public Candidate Consider(int index) => new(index, this);

    public HopEstimate Estimate(int index) => new()
    {
        TokenCostUsd = Figure(TokenCostUsd(index)),
        WorstCaseUsd = Figure(WorstCaseUsd(index)),
        LatencyP50Ms = Figure(LatencyP50Ms(index)),
        LatencyP99Ms = Figure(LatencyP99Ms(index)),
        TtftP99Ms = Figure(View.TtftP99Ms(index)),
        Quality = Figure(Quality(index)),
    };

    /// <summary>US dollars at the price in force and the expected length; NaN where unknown.</summary>
    public double TokenCostUsd(int index) => View.RatesOf(index, InputTokens).CostOf(InputTokens, Math.Min(Cached(index), InputTokens), ExpectedOutput);

    /// <summary>The same by endpoint.</summary>
    /// <returns>The thread's own, until its next column.</returns>
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
    /// <returns>The thread's own, until its next column.</returns>
    public ReadOnlySpan<double> WorstCasesUsd() => View.Costs(InputTokens, 0, LongestOutput);

    /// <summary>US dollars without any cache at the longest answer; NaN where unknown.</summary>
    public double WorstCaseUsd(int index) => View.RatesOf(index, InputTokens).CostOf(InputTokens, 0, LongestOutput);

    /// <summary>NaN where unknown.</summary>
    public double LatencyP50Ms(int index) => View.LatencyP50Ms(index, ExpectedOutput);

    /// <summary>NaN where unknown.</summary>
    public double LatencyP99Ms(int index) => View.LatencyP99Ms(index, ExpectedOutput);

    /// <summary>Mean of the figures for the task; NaN where unknown.</summary>
    public double Quality(int index) => View.QualityFor(Task)[index];

    /// <summary>The same by endpoint.</summary>
    public ReadOnlySpan<double> Qualities() => View.QualityFor(Task);

    public T? Known<T>(Evidenced<T>? fact)
        where T : struct => fact is not null && fact.TryKnown(Today, AllowSample, out var value) ? value : null;

    public T? KnownText<T>(Evidenced<T>? fact)
        where T : class => fact is not null && fact.TryKnown(Today, AllowSample, out var value) ? value : null;

    private double Cached(int index) => Session?.CachedTokens.TryGetValue(View.Endpoints[index].Id, out var held) == true ? held : CachedTokens;

    private static double? Figure(double value) => double.IsNaN(value) ? null : value;

    private static double Length(RequestFacts facts, FactSlot slot) => facts[slot] is { IsKnown: true } value ? value.Number : 0;
}
