namespace RulesRouter.Policies;

/// <summary>The costs that the objective <c>expected-cost</c> adds to tokens, in US dollars.</summary>
/// <param name="UnsolvedUsd">A task no hop solved.</param>
/// <param name="TimeUsdPerMinute">A minute of waiting.</param>
/// <param name="EditUsd">One human edit to an accepted answer.</param>
/// <param name="VerifyUsd">One verification.</param>
/// <param name="FalseAccept">P(a wrong answer is accepted), 0..1.</param>
/// <param name="FalseReject">P(a right answer is rejected), 0..1.</param>
/// <param name="WrongAcceptedUsd">A wrong answer that was accepted; never below <paramref name="UnsolvedUsd"/>.</param>
/// <param name="Quantile">Of the whole expected cost that ranking uses, 0.5 to 0.99.</param>
public sealed record CostRule(
    double UnsolvedUsd,
    double TimeUsdPerMinute,
    double EditUsd,
    double VerifyUsd,
    double FalseAccept,
    double FalseReject,
    double WrongAcceptedUsd,
    double Quantile)
{
    public static CostRule Default { get; } = new(1, 0, 0, 0, 0.1, 0.05, 1, 0.75);

    /// <summary>Share of decisions whose first hop is another eligible endpoint, so that its outcomes are observed too; 0 to 0.1.</summary>
    public double ExplorationShare { get; init; }

    /// <summary>Reference difficulties of tasks in place of the catalog's.</summary>
    public TaskDifficulties Difficulty { get; init; } = TaskDifficulties.None;
}
