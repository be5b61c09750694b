using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Probing;

/// <summary>
/// What the calls of one endpoint showed. Quantiles are those of the calls by nearest rank: of fewer than 100, the 99th percentile is the
/// slowest.
/// </summary>
internal sealed record ProbeFigures(Endpoint Endpoint, ImmutableArray<ProbeCall> Calls)
{
    /// <summary>Fewer answers say nothing about a distribution.</summary>
    public const int MinAnswers = 5;

    public ImmutableArray<double> FirstTokenMs { get; } = [.. Calls.Select(call => call.FirstTokenMs).OfType<double>().Order()];

    public ImmutableArray<double> TokensPerSecond { get; } = [.. Calls.Select(call => call.TokensPerSecond).OfType<double>().Order()];

    /// <summary>Whether the figures are evidence.</summary>
    public bool Suffice => FirstTokenMs.Length >= MinAnswers && TokensPerSecond.Length >= MinAnswers;

    public double CostUsd { get; } = Calls.Aggregate(0.0, (sum, call) => Usd.Sum(sum, call.CostUsd ?? 0));

    /// <summary>How often each class failed.</summary>
    public IEnumerable<(FailureClass Class, int Count)> Failures => Calls.Select(call => call.Failed)
        .OfType<FailureClass>()
        .GroupBy(failed => failed)
        .Select(same => (same.Key, same.Count()))
        .OrderByDescending(one => one.Item2)
        .ThenBy(one => one.Key);

    /// <param name="sorted">At least one.</param>
    public static double Quantile(ImmutableArray<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
