using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Obligations;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Tokens;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Estimates cost, latency and quality of endpoints for one request: its time, lengths, task, session, and which evidence counts. Unknown
/// lengths are NaN, and every cost that depends on them is unknown too.
/// </summary>
/// <param name="View">The endpoints at that time.</param>
/// <param name="InputTokens">As stated, or counted in tokens of o200k; NaN if unknown.</param>
/// <param name="CachedTokens">Tokens of the input in the cache of the session's last endpoint.</param>
/// <param name="ExpectedOutput">Tokens, reasoning included; NaN if unknown, and then whole latencies are unknown too.</param>
/// <param name="OutputCap">The most output that the request allows; NaN if it sets no cap.</param>
internal sealed record Estimator(
    DateTimeOffset At,
    EndpointView View,
    TaskKind? Task,
    double InputTokens,
    double CachedTokens,
    double ExpectedOutput,
    double OutputCap,
    Session? Session)
{
    /// <summary>
    /// The 0.9 quantile of an output length over its expectation. Lengths are taken as exponentially distributed, whose quantile q is
    /// −ln(1 − q) times the mean.
    /// </summary>
    private static readonly double HighLengthRatio = -Math.Log(0.1);

    private static readonly CapOutput CapOutput = ObligationTable.Of<CapOutput>();

    /// <summary>The input was counted in the text: its tokens differ by tokenizer, and the count by its margin of error.</summary>
    public bool IsCounted { get; init; }

    /// <summary>Reasoning tokens that the request states; NaN if it states none.</summary>
    public double StatedReasoning { get; init; } = double.NaN;

    /// <summary>The request needs reasoning, so all output of an endpoint that reasons may be reasoning.</summary>
    public bool NeedsReasoning { get; init; }

    /// <summary>The caller uses caches, so input that is not read from a cache is written to it.</summary>
    public bool WritesCache { get; init; }

    /// <summary>
    /// Tokens that an output reaches with probability 0.1 only; the stated length if the caller states one. NaN if unknown.
    /// </summary>
    public double HighOutput { get; init; } = double.NaN;

    /// <summary>The request's cap is the most that it takes, not what it needs.</summary>
    public bool ClampsOutput { get; init; }

    /// <summary>
    /// The decision may cap the output: the request sets no cap that it needs, and the caller supports the obligation <c>cap-output</c>.
    /// </summary>
    public bool MayCapOutput { get; init; }

    /// <summary>Answers of one call, at least 1: each may be as long as a single one, and all are paid.</summary>
    public int Answers { get; init; } = 1;

    /// <summary>Expected tokens of all answers together; NaN if unknown.</summary>
    public double PaidOutput => ExpectedOutput * Answers;

    /// <summary>UTC; equivalent to the request's date for every fact.</summary>
    public DateOnly Today => View.Today;

    public bool AllowSample => View.AllowSample;

    /// <summary>
    /// The output that an endpoint must be able to give: the request's cap if it needs it, else the expected length; NaN if unknown.
    /// </summary>
    public double NeededOutput => double.IsNaN(OutputCap) || ClampsOutput ? ExpectedOutput : OutputCap;

    public static Estimator Of(DecisionRequest request, RequestFacts facts, DateTimeOffset at, EndpointView view)
    {
        var cap = request.MaxOutputTokens ?? double.NaN;
        var output = Length(facts, FixedFacts.OutputTokens);
        var isStated = request.Estimate?.OutputTokens is not null;
        var capsOutput = request.ObligationsSupported?.Contains(CapOutput.Name) != false;
        var clamps = capsOutput && request.ClampsOutput == true;
        return new Estimator(
            at,
            view,
            facts[FixedFacts.Task].Text is { } name && EnumNames<TaskKind>.TryParse(name, out var task) ? task : null,
            Length(facts, FixedFacts.InputTokens),
            request.Estimate?.CachedInputTokens ?? 0,
            Capped(output, cap),
            cap,
            request.Session)
        {
            IsCounted = request.Estimate?.InputTokens is null && RequestText.Has(request),
            StatedReasoning = request.Estimate?.ReasoningTokens ?? double.NaN,
            NeedsReasoning = request.Needs.Reasoning == true,
            WritesCache = request.Estimate?.CachedInputTokens > 0 || request.Session?.CachedTokens.IsEmpty == false,
            HighOutput = Capped(isStated ? output : Math.Ceiling(output * HighLengthRatio), cap),
            ClampsOutput = clamps,
            MayCapOutput = clamps || (capsOutput && double.IsNaN(cap)),
            Answers = request.Answers ?? 1,
        };
    }

    /// <summary>For facts that do not depend on the request.</summary>
    public static Estimator OfNoRequest(EndpointView view) => new(view.At, view, null, 0, 0, 0, 0, null);

    /// <summary>For ranking only: with unknown lengths, endpoints still differ in what is known of their cost and latency.</summary>
    public Estimator Comparable => double.IsNaN(ExpectedOutput) || double.IsNaN(InputTokens)
        ? this with
        {
            ExpectedOutput = double.IsNaN(ExpectedOutput) ? 0 : ExpectedOutput,
            InputTokens = double.IsNaN(InputTokens) ? 0 : InputTokens,
        }
        : this;

    /// <summary>Expected input in tokens of the endpoint's model; NaN if unknown.</summary>
    public double InputAt(int index) => IsCounted ? Math.Ceiling(InputTokens * View.TokenFactors[index]) : InputTokens;

    /// <summary>The same for comparisons with a limit: the margin of error of a count is added.</summary>
    public double LongestInputAt(int index) =>
        IsCounted ? Math.Ceiling(InputTokens * (1 + TokenCount.Margin) * View.TokenFactors[index]) : InputTokens;

    public Candidate CandidateAt(int index) => new(index, this);

    /// <param name="success">P(its output is right), 0…1; null if unknown.</param>
    public HopEstimate Estimate(int index, double? success = null) => new()
    {
        SuccessProbability = success,
        TokenCostUsd = Figure(TokenCostUsd(index)),
        WorstCaseUsd = Figure(WorstCaseUsd(index)),
        LongestOutputTokens = Figure(LongestOutput(index)) is { } longest ? (int)Math.Clamp(longest, 1, int.MaxValue) : null,
        LatencyP50Ms = Figure(LatencyP50Ms(index)),
        LatencyP99Ms = Figure(LatencyP99Ms(index)),
        TtftP99Ms = Figure(View.TtftP99Ms(index)),
        Quality = View.QualityFor(KnownTask)[index],
        QualityIsPrior = View.AbilityOf(View.Endpoints[index], KnownTask).IsPrior,
    };

    /// <summary>US dollars at the price in force and the expected length; NaN if unknown.</summary>
    public double TokenCostUsd(int index) => View.RatesOf(index, InputAt(index)).CostOf(UsageOf(index));

    /// <summary>The same by endpoint.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> TokenCostsUsd()
    {
        if (!NeedsReasoning
            && double.IsNaN(StatedReasoning)
            && !WritesCache
            && IsWhole(InputTokens)
            && IsWhole(ExpectedOutput)
            && View.Costs(this) is { IsEmpty: false } exact)
        {
            return exact;
        }

        var costs = EndpointColumn.Unknown(View.Endpoints.Length);
        for (var index = 0; index < View.Endpoints.Length; index++)
        {
            costs[index] = TokenCostUsd(index);
        }

        return costs;
    }

    /// <summary>The expected tokens of a call.</summary>
    public TokenUsage UsageOf(int index)
    {
        var input = InputAt(index);
        var cached = Math.Min(Cached(index), input);

        // A write is input that also costs more: a catalog's lower price is for storing alone.
        ref readonly var rates = ref View.RatesOf(index, input);
        var written = WritesCache && rates.CacheWrite > rates.Input ? input - cached : 0;
        return new TokenUsage(input, cached, written, PaidOutput, Reasoning(index) * Answers);
    }

    /// <summary>
    /// US dollars at the longest output and the dearest rates, without cache discounts: the endpoint may write all input to its cache, and
    /// all output may be reasoning. NaN if unknown.
    /// </summary>
    public double WorstCaseUsd(int index) => WorstCaseUsd(index, LongestOutput(index));

    /// <param name="outputTokens">The most output of an answer.</param>
    public double WorstCaseUsd(int index, double outputTokens)
    {
        var input = LongestInputAt(index);
        return View.RatesOf(index, input).WorstCostOf(input, outputTokens * Answers);
    }

    /// <summary>The worst case at the tightest cap that the decision may set; the worst case if it may set none. NaN if unknown.</summary>
    public double BoundedCaseUsd(int index) => WorstCaseUsd(index, BoundedOutput(index));

    /// <summary>As <see cref="BoundedCaseUsd"/>, by endpoint.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> BoundedCasesUsd()
    {
        var cap = double.IsNaN(OutputCap) ? double.PositiveInfinity : OutputCap;
        cap = MayCapOutput && !double.IsNaN(HighOutput) ? Math.Min(cap, HighOutput) : cap;
        if (IsWhole(InputTokens) && (double.IsInfinity(cap) || IsWhole(cap)) && View.BoundedCases(this, cap) is { IsEmpty: false } exact)
        {
            return exact;
        }

        var costs = EndpointColumn.Unknown(View.Endpoints.Length);
        for (var index = 0; index < View.Endpoints.Length; index++)
        {
            costs[index] = BoundedCaseUsd(index);
        }

        return costs;
    }

    /// <summary>Input and output in tokens at the tightest cap that the decision may set; NaN if unknown.</summary>
    public double BoundedTokens(int index) => AllTokens(index, BoundedOutput(index));

    /// <summary>Expected input and output in tokens; NaN if unknown.</summary>
    public double ExpectedTokens(int index) => InputAt(index) + PaidOutput;

    /// <summary>Input and the output of all answers in tokens, at most; NaN if unknown.</summary>
    /// <param name="outputTokens">The most output of an answer.</param>
    public double AllTokens(int index, double outputTokens) => LongestInputAt(index) + (outputTokens * Answers);

    /// <summary>
    /// The most output of an answer in tokens: the request's cap and the endpoint's maximum, never more than the context leaves; NaN if
    /// none is known.
    /// </summary>
    public double LongestOutput(int index)
    {
        var endpoint = View.Endpoints[index];
        var left = endpoint.ContextTokens - LongestInputAt(index) is { } room && !double.IsNaN(room)
            ? Math.Max(0, room)
            : double.PositiveInfinity;
        var longest = Math
            .Min(
                Math
                    .Min(
                        double.IsNaN(OutputCap) ? double.PositiveInfinity : OutputCap,
                        endpoint.MaxOutputTokens ?? double.PositiveInfinity),
                left);
        return double.IsPositiveInfinity(longest) ? double.NaN : longest;
    }

    /// <summary>
    /// The largest cap, at most the longest output, whose worst case is within a budget; NaN if there is none. Output has a price.
    /// </summary>
    public double LargestCap(int index, double budgetUsd)
    {
        var (longest, rates) = (LongestOutput(index), View.RatesOf(index, LongestInputAt(index)));
        var left = Usd.Sum(budgetUsd, -WorstCaseUsd(index, 0));
        if (!(left >= 0))
        {
            return double.NaN;
        }

        if (double.IsNaN(rates.MaxOutput))
        {
            // Output of unknown price fits only where there is none.
            return 0;
        }

        // The quotient is a double and may be off by one token; costs are exact.
        var most = Math.Min(double.IsNaN(longest) ? int.MaxValue : longest, int.MaxValue);
        var cap = Math.Min(most, Math.Floor(left * 1_000_000 / rates.MaxOutput / Answers));
        return cap < most && WorstCaseUsd(index, cap + 1) <= budgetUsd ? cap + 1
            : cap > 0 && WorstCaseUsd(index, cap) > budgetUsd ? cap - 1
            : cap;
    }

    /// <summary>Tokens: <see cref="HighOutput"/> if the decision may cap the output there, else the longest output.</summary>
    private double BoundedOutput(int index)
    {
        var longest = LongestOutput(index);
        return !MayCapOutput || double.IsNaN(HighOutput) ? longest : double.IsNaN(longest) ? HighOutput : Math.Min(HighOutput, longest);
    }

    /// <summary>A figure by endpoint, NaN if unknown.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> ColumnOf(CallFigure figure) => figure switch
    {
        CallFigure.InputPrice => View.InputRates(InputTokens),
        CallFigure.OutputPrice => View.OutputRates(InputTokens),
        CallFigure.LatencyP99Ms => View.LatenciesP99Ms(ExpectedOutput),
        CallFigure.WorstCaseUsd => BoundedCasesUsd(),
        CallFigure.Quality => View.MeasuredQualityFor(KnownTask),
        CallFigure.QualityOrPrior => Qualities(),
    };

    /// <summary>NaN if unknown.</summary>
    public double LatencyP50Ms(int index) => View.LatencyP50Ms(index, ExpectedOutput);

    /// <summary>NaN if unknown.</summary>
    public double LatencyP99Ms(int index) => View.LatencyP99Ms(index, ExpectedOutput);

    /// <summary>P(success) at the task's reference difficulty, with the model's ability at a cautious quantile; by endpoint.</summary>
    public ReadOnlySpan<double> Qualities() => View.QualityFor(KnownTask);

    /// <summary>A request without a task is about any.</summary>
    public TaskKind KnownTask => Task ?? TaskKind.Other;

    /// <summary>A stated count belongs to the endpoint that it names, or to the session's last endpoint.</summary>
    private double Cached(int index)
    {
        if (Session is null)
        {
            return 0;
        }

        var id = View.Endpoints[index].Id;
        return Session.CachedTokens.TryGetValue(id, out var held) ? held : Session.LastEndpoint == id ? CachedTokens : 0;
    }

    private double Reasoning(int index) => View.Endpoints[index].Capabilities.Reasoning != true ? 0
        : !double.IsNaN(StatedReasoning) ? Math.Min(StatedReasoning, ExpectedOutput)
        : NeedsReasoning ? ExpectedOutput
        : 0;

    private static bool IsWhole(double length) => length == Math.Floor(length);

    private static double Capped(double length, double cap) => double.IsNaN(cap) ? length : Math.Min(length, cap);

    private static double? Figure(double value) => double.IsNaN(value) ? null : value;

    private static double Length(RequestFacts facts, FactSlot slot) => facts[slot] is { IsKnown: true } value ? value.Number : double.NaN;
}
