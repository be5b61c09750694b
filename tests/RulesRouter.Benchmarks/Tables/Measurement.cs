namespace RulesRouter.Benchmarks.Tables;

/// <summary>One line of the table.</summary>
/// <param name="Subject">What is measured; the same for all lines that are compared.</param>
/// <param name="Case">The parameters, for example <c>Rules=1000</c>.</param>
/// <param name="What">The contestant.</param>
/// <param name="Figure">With its unit.</param>
/// <param name="Ratio">Ratio to <paramref name="Against"/>, measured in the same run; null for the baseline.</param>
/// <param name="Goal">Maximum of the ratio, or minimum if higher is better; null if there is no goal.</param>
internal sealed record Measurement(
    string Subject,
    string Case,
    string What,
    double Value,
    string Unit,
    double? AllocatedBytes,
    double? Ratio,
    string Against,
    double? Goal,
    bool HigherIsBetter = false)
{
    public bool? MeetsGoal => Goal is { } goal && Ratio is { } ratio ? (HigherIsBetter ? ratio >= goal : ratio <= goal) : null;
}
