using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>
/// The speed of an endpoint. The time of a whole answer is the time to its first token plus its length divided by the speed.
/// </summary>
public sealed record Latency
{
    /// <summary>Milliseconds until the first token, for half of the calls.</summary>
    public Evidenced<double>? TtftP50Ms { get; init; }

    /// <summary>Milliseconds until the first token, for 99 of 100 calls.</summary>
    public Evidenced<double>? TtftP99Ms { get; init; }

    /// <summary>Tokens per second after the first, which half of the calls reach; above 0.</summary>
    public Evidenced<double>? TokensPerSecondP50 { get; init; }

    /// <summary>Tokens per second after the first, which 99 of 100 calls reach (the slow end); above 0.</summary>
    public Evidenced<double>? TokensPerSecondP1 { get; init; }

    /// <summary>Milliseconds for an answer of a length, for half of the calls; null if a figure it needs is unknown.</summary>
    public double? P50Ms(double outputTokens, DateOnly today, bool allowSample) =>
        Whole(TtftP50Ms, TokensPerSecondP50, outputTokens, today, allowSample);

    /// <summary>
    /// Milliseconds within which 99 of 100 calls answer, null if a figure it needs is unknown. The slow end of both figures is
    /// combined, so it overestimates rather than underestimates.
    /// </summary>
    public double? P99Ms(double outputTokens, DateOnly today, bool allowSample) =>
        Whole(TtftP99Ms, TokensPerSecondP1, outputTokens, today, allowSample);

    /// <summary>The evidence of every known figure.</summary>
    public IEnumerable<(string Fact, Evidence Evidence, SourceSpan Span)> Evidence()
    {
        (string, Evidence?, SourceSpan?)[] all =
        [
            ("ttftP50Ms", TtftP50Ms?.Evidence, TtftP50Ms?.Span),
            ("ttftP99Ms", TtftP99Ms?.Evidence, TtftP99Ms?.Span),
            ("tokensPerSecondP50", TokensPerSecondP50?.Evidence, TokensPerSecondP50?.Span),
            ("tokensPerSecondP1", TokensPerSecondP1?.Evidence, TokensPerSecondP1?.Span),
        ];
        foreach (var (fact, evidence, span) in all)
        {
            if (evidence is not null)
            {
                yield return (fact, evidence, span ?? default);
            }
        }
    }

    private static double? Whole(Evidenced<double>? first, Evidenced<double>? speed, double tokens, DateOnly today, bool allowSample)
    {
        if (first is null || !first.TryKnown(today, allowSample, out var firstMs))
        {
            return null;
        }

        if (tokens <= 0)
        {
            return firstMs;
        }

        return speed is not null && speed.TryKnown(today, allowSample, out var perSecond) && perSecond > 0
            ? firstMs + (tokens / perSecond * 1000)
            : null;
    }
}
