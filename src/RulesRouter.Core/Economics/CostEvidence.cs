using System.Collections.Frozen;
using RulesRouter.Catalog;

namespace RulesRouter.Economics;

/// <summary>What the cost of a rejected attempt says about the difficulty of its task, as far as outcomes show it.</summary>
/// <param name="Slope">
/// Of the logarithm of a difficulty scenario's weight, per unit of its difficulty and per unit of <see cref="RelativeCost"/>; at least 0,
/// and 0 says nothing.
/// </param>
/// <param name="MedianUsd">US dollars of an answered attempt, by endpoint and task; above 0.</param>
internal sealed record CostEvidence(double Slope, FrozenDictionary<(string Endpoint, TaskKind Task), double> MedianUsd)
{
    /// <summary>An attempt that cost e² = 7.4 times the median counts as any dearer one.</summary>
    private const double MaxLogarithm = 2;

    public static CostEvidence None { get; } = new(0, FrozenDictionary<(string, TaskKind), double>.Empty);

    /// <summary>The natural logarithm of cost by median, within ±2; null where the cost or enough outcomes are missing.</summary>
    public double? RelativeCost(string endpoint, TaskKind task, double? costUsd) =>
        Slope > 0 && costUsd > 0 && MedianUsd.TryGetValue((endpoint, task), out var median)
            ? Relative(costUsd.Value, median)
            : null;

    /// <summary>The same for a known median.</summary>
    public static double Relative(double costUsd, double medianUsd) =>
        Math.Clamp(Math.Log(costUsd / medianUsd), -MaxLogarithm, MaxLogarithm);
}
