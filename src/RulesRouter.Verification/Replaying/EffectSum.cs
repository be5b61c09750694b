namespace RulesRouter.Verification.Replaying;

/// <summary>Adds effects up to <see cref="EffectTotals"/>.</summary>
internal sealed class EffectSum
{
    private readonly Money token = new();
    private readonly Money total = new();
    private readonly Spread p50 = new(0.5);
    private readonly Spread p99 = new(0.99);
    private long requests;
    private long changed;
    private long answerChanged;
    private long fallbacksChanged;
    private long termsChanged;
    private long newlyDenied;
    private long newlyAllowed;
    private long newlyRejected;

    public void Add(DecisionEffect effect, long count)
    {
        requests += count;
        changed += effect.IsChange ? count : 0;
        answerChanged += effect.AnswerChanged ? count : 0;
        fallbacksChanged += effect.FallbacksChanged ? count : 0;
        termsChanged += effect.TermsChanged ? count : 0;
        newlyDenied += Became(effect, AnswerKind.Denied) ? count : 0;
        newlyAllowed += Became(effect, AnswerKind.Routed) ? count : 0;
        newlyRejected += Became(effect, AnswerKind.Rejected) ? count : 0;
        token.Add(effect.Before.TokenCostUsd, effect.After.TokenCostUsd, count);
        total.Add(effect.Before.TotalCostUsd, effect.After.TotalCostUsd, count);
        p50.Add(effect.Before.LatencyP50Ms, effect.After.LatencyP50Ms, count);
        p99.Add(effect.Before.LatencyP99Ms, effect.After.LatencyP99Ms, count);
    }

    public EffectTotals Totals() => new(
        requests,
        changed,
        answerChanged,
        fallbacksChanged,
        termsChanged,
        newlyDenied,
        newlyAllowed,
        newlyRejected,
        token.Figure(),
        total.Figure(),
        p50.Figure(),
        p99.Figure());

    private static bool Became(DecisionEffect effect, AnswerKind kind) => effect.After.Kind == kind && effect.Before.Kind != kind;

    private sealed class Money
    {
        private long count;
        private double before;
        private double after;

        public void Add(double? old, double? now, long times)
        {
            if (old is { } first && now is { } second)
            {
                count += times;
                before += first * times;
                after += second * times;
            }
        }

        public PairedFigure Figure() => count == 0 ? default : new PairedFigure(count, before / count * 1000, after / count * 1000);
    }

    /// <summary>An exact quantile over requests.</summary>
    private sealed class Spread(double quantile)
    {
        private readonly Dictionary<double, long> before = [];
        private readonly Dictionary<double, long> after = [];
        private long count;

        public void Add(double? old, double? now, long times)
        {
            if (old is { } first && now is { } second)
            {
                count += times;
                before[first] = before.GetValueOrDefault(first) + times;
                after[second] = after.GetValueOrDefault(second) + times;
            }
        }

        public PairedFigure Figure() => count == 0 ? default : new PairedFigure(count, Quantile(before), Quantile(after));

        /// <summary>The smallest value that at least the given share of requests does not exceed.</summary>
        private double Quantile(Dictionary<double, long> values)
        {
            var passed = 0L;
            foreach (var (value, times) in values.OrderBy(pair => pair.Key))
            {
                passed += times;
                if (passed >= quantile * count)
                {
                    return value;
                }
            }

            return values.Keys.Max();
        }
    }
}
