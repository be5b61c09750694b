using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>The request's side of every estimate: moment, lengths, task, and which evidence counts.</summary>
/// <param name="Today">UTC.</param>
/// <param name="ExpectedOutput">Tokens; 0 where unknown.</param>
/// <param name="LongestOutput">The most the request allows, else what is expected.</param>
internal sealed record Consideration(
    DateTimeOffset At,
    DateOnly Today,
    bool AllowSample,
    TaskKind? Task,
    double InputTokens,
    double CachedTokens,
    double ExpectedOutput,
    double LongestOutput,
    Session? Session)
{
    public static Consideration Of(DecisionRequest request, RequestFacts facts, DateTimeOffset at, bool allowSample)
    {
        var expected = Math.Min(Length(facts, FixedFacts.OutputTokens), request.MaxOutputTokens ?? double.MaxValue);
        return new Consideration(
            at,
            DateOnly.FromDateTime(at.UtcDateTime),
            allowSample,
            facts[FixedFacts.Task].Text is { } name && TaskNames.TryParse(name, out var task) ? task : null,
            Length(facts, FixedFacts.InputTokens),
            Length(facts, FixedFacts.CachedInputTokens),
            expected,
            request.MaxOutputTokens ?? expected,
            request.Session);
    }

    public Candidate Consider(Endpoint endpoint)
    {
        var rates = endpoint.Prices?.RatesAt(At);
        var cached = Session?.CachedTokens.TryGetValue(endpoint.Id, out var held) == true ? held : CachedTokens;
        return new Candidate(endpoint, rates, new HopEstimate
        {
            TokenCostUsd = CallCost.TotalOf(rates, new TokenUsage(InputTokens, Math.Min(cached, InputTokens), 0, ExpectedOutput, 0)),
            WorstCaseUsd = CallCost.TotalOf(rates, new TokenUsage(InputTokens, LongestOutput)),
            LatencyP50Ms = endpoint.Latency?.P50Ms(ExpectedOutput, Today, AllowSample),
            LatencyP99Ms = endpoint.Latency?.P99Ms(ExpectedOutput, Today, AllowSample),
            TtftP99Ms = Known(endpoint.Latency?.TtftP99Ms),
            Quality = Task is { } task ? endpoint.Model.MeanQuality(task) : null,
        });
    }

    public T? Known<T>(Evidenced<T>? fact)
        where T : struct => fact is not null && fact.TryKnown(Today, AllowSample, out var value) ? value : null;

    public T? KnownText<T>(Evidenced<T>? fact)
        where T : class => fact is not null && fact.TryKnown(Today, AllowSample, out var value) ? value : null;

    private static double Length(RequestFacts facts, FactSlot slot) => facts[slot] is { IsKnown: true } value ? value.Number : 0;
}
