namespace RulesRouter.Policies;

/// <summary>
/// Costs beside tokens that a policy or one of its rules sets; null is not set: a wider layer's value or the default applies.
/// </summary>
/// <param name="UnsolvedUsd">US dollars of a task no hop solved.</param>
/// <param name="WrongAcceptedUsd">US dollars of a wrong answer that was accepted.</param>
/// <param name="EditUsd">US dollars of one human edit to an accepted answer.</param>
/// <param name="TimeUsdPerMinute">US dollars of a minute of waiting.</param>
/// <param name="VerifyUsd">US dollars of one verification.</param>
/// <param name="FalseAccept">P(a wrong answer is accepted), 0..1.</param>
/// <param name="FalseReject">P(a right answer is rejected), 0..1.</param>
/// <param name="Quantile">Of the expected total cost that ranking uses, 0.5 to 0.99.</param>
/// <param name="ExplorationShare">
/// Share of decisions whose first hop is another eligible endpoint, so that its outcomes are observed; 0 to 0.1.
/// </param>
internal sealed record CostTerms(
    double? UnsolvedUsd = null,
    double? WrongAcceptedUsd = null,
    double? EditUsd = null,
    double? TimeUsdPerMinute = null,
    double? VerifyUsd = null,
    double? FalseAccept = null,
    double? FalseReject = null,
    double? Quantile = null,
    double? ExplorationShare = null)
{
    public static CostTerms None { get; } = new();

    /// <summary>Reference difficulties of tasks in place of the catalog's.</summary>
    public TaskDifficulties Difficulty { get; init; } = TaskDifficulties.None;

    /// <summary>The attribute of the credential whose values differ in difficulty; null if none is set.</summary>
    public AttributeReference? DifficultyBy { get; init; }

    public static implicit operator CostTerms(CostRule rule) => new(
        rule.UnsolvedUsd,
        rule.WrongAcceptedUsd,
        rule.EditUsd,
        rule.TimeUsdPerMinute,
        rule.VerifyUsd,
        rule.FalseAccept,
        rule.FalseReject,
        rule.Quantile,
        rule.ExplorationShare)
    {
        Difficulty = rule.Difficulty,
    };

    /// <summary>These terms, with another's where these are not set.</summary>
    public CostTerms Over(CostTerms wider) => new(
        UnsolvedUsd ?? wider.UnsolvedUsd,
        WrongAcceptedUsd ?? wider.WrongAcceptedUsd,
        EditUsd ?? wider.EditUsd,
        TimeUsdPerMinute ?? wider.TimeUsdPerMinute,
        VerifyUsd ?? wider.VerifyUsd,
        FalseAccept ?? wider.FalseAccept,
        FalseReject ?? wider.FalseReject,
        Quantile ?? wider.Quantile,
        ExplorationShare ?? wider.ExplorationShare)
    {
        Difficulty = Difficulty.Over(wider.Difficulty),
        DifficultyBy = DifficultyBy ?? wider.DifficultyBy,
    };

    /// <summary>
    /// With the defaults. A wrong answer that was accepted never costs less than an unsolved task, whatever layer sets it.
    /// </summary>
    public CostRule Resolve()
    {
        var unsolved = UnsolvedUsd ?? CostRule.Default.UnsolvedUsd;
        return new CostRule(
            unsolved,
            TimeUsdPerMinute ?? CostRule.Default.TimeUsdPerMinute,
            EditUsd ?? CostRule.Default.EditUsd,
            VerifyUsd ?? CostRule.Default.VerifyUsd,
            FalseAccept ?? CostRule.Default.FalseAccept,
            FalseReject ?? CostRule.Default.FalseReject,
            Math.Max(unsolved, WrongAcceptedUsd ?? unsolved),
            Quantile ?? CostRule.Default.Quantile)
        {
            ExplorationShare = ExplorationShare ?? 0,
            Difficulty = Difficulty,
        };
    }
}
