using System.Globalization;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.State.Latencies;

/// <summary>
/// The measured latency of one endpoint: to the first token, and per token after it. A call that timed out took at least as long as it was
/// waited for; a call that failed otherwise says nothing about speed.
/// </summary>
internal sealed class EndpointLatency(LatencySettings settings)
{
    private readonly DecayingHistogram firstMs = new(settings.HalfLife);
    private readonly DecayingHistogram perTokenMs = new(settings.HalfLife);
    private readonly Lock gate = new();

    public void Add(HopReport report, DateTimeOffset now)
    {
        lock (gate)
        {
            if (report.Failed == FailureClass.Timeout && report.TotalMs is { } waited)
            {
                AddTimeout(report, waited, now);
            }
            else if (report.Failed is null or FailureClass.RejectedOutput or FailureClass.OutputTruncated)
            {
                AddAnswer(report, now);
            }
        }
    }

    /// <summary>Null where no figure rests on enough calls.</summary>
    public MeasuredLatency? At(DateTimeOffset now)
    {
        lock (gate)
        {
            var (first, speed) = (firstMs.WeightAt(now) >= settings.MinCalls, perTokenMs.WeightAt(now) >= settings.MinCalls);
            return first || speed
                ? new MeasuredLatency(
                    first ? Rounded(firstMs.Quantile(0.5)) : null,
                    first ? Rounded(firstMs.Quantile(0.99)) : null,
                    speed ? Rounded(1000 / perTokenMs.Quantile(0.5)) : null,
                    speed ? Rounded(1000 / perTokenMs.Quantile(0.99)) : null)
                : null;
        }
    }

    /// <summary>It was in its first token, or in the tokens after it.</summary>
    private void AddTimeout(HopReport report, double waited, DateTimeOffset now)
    {
        if (report.FirstTokenMs is not { } first)
        {
            firstMs.Add(waited, now);
            return;
        }

        firstMs.Add(first, now);
        if (report.OutputTokens is > 0 and var tokens)
        {
            perTokenMs.Add(Math.Max(0, waited - first) / tokens, now);
        }
    }

    /// <summary>Without its own time to the first token, the answer's rest is taken beyond the median of the others.</summary>
    private void AddAnswer(HopReport report, DateTimeOffset now)
    {
        if (report.FirstTokenMs is { } first)
        {
            firstMs.Add(first, now);
        }

        if (report is { TotalMs: { } total, OutputTokens: > 0 and var tokens })
        {
            var before = report.FirstTokenMs ?? (firstMs.WeightAt(now) >= settings.MinCalls ? firstMs.Quantile(0.5) : 0);
            perTokenMs.Add(Math.Max(0, total - before) / tokens, now);
        }
        else if (report is { TotalMs: { } whole, OutputTokens: 0, FirstTokenMs: null })
        {
            firstMs.Add(whole, now);
        }
    }

    /// <summary>Three digits: the figures are not more exact, and a state stays the same for longer.</summary>
    private static double Rounded(double figure)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(figure)) - 2);
        return double.Parse((Math.Round(figure / unit) * unit).ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
