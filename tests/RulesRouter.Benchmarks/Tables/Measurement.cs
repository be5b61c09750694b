namespace RulesRouter.Benchmarks.Tables;

/// <summary>One line of the table.</summary>
/// <param name="Subject">What is measured, the same for all lines that compare.</param>
/// <param name="Case">The parameters, as <c>Rules=1000</c>.</param>
/// <param name="What">The contestant.</param>
/// <param name="Figure">With its unit.</param>
/// <param name="Ratio">To <paramref name="Against"/>, measured in the same run; null where it is the comparison itself.</param>
/// <param name="Goal">What the ratio should be at most, or at least where it is a rate; null where there is none.</param>
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
