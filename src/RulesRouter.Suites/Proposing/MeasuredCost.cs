using RulesRouter.Suites.Running;

namespace RulesRouter.Suites.Proposing;

/// <summary>What an attempt costs at an endpoint, as the suite measured it.</summary>
/// <param name="Usd">Mean dollars.</param>
/// <param name="Seconds">Mean wall-clock seconds.</param>
internal sealed record MeasuredCost(int Attempts, double Usd, double Seconds)
{
    /// <summary>By endpoint id; endpoints with an attempt of unknown price are left out.</summary>
    public static IReadOnlyDictionary<string, MeasuredCost> Of(IEnumerable<AttemptResult> results) => results
        .Where(result => result.InfrastructureFailure is null && result.Endpoint is not null)
        .GroupBy(result => result.Endpoint!, StringComparer.Ordinal)
        .Where(attempts => attempts.All(attempt => attempt.CostUsd is not null))
        .ToDictionary(
            attempts => attempts.Key,
            attempts => new MeasuredCost(
                attempts.Count(),
                (double)attempts.Average(attempt => attempt.CostUsd!.Value),
                attempts.Average(attempt => attempt.Seconds)),
            StringComparer.Ordinal);
}
