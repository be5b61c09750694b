namespace RulesRouter.Differential.Tests.Naive;

/// <summary>What the design requires of a decision.</summary>
/// <param name="Denied">The code of the denial; null if routed.</param>
/// <param name="Constraints">Bounds by name, as canonical strings, with the rules that set them.</param>
/// <param name="Dropped">Names of the preferred constraints that are dropped for every hop.</param>
/// <param name="Levels">Candidates by the preferred constraints that they satisfy, all that are kept first; empty if denied.</param>
/// <param name="Chain">How the selection chains them; null if denied.</param>
internal sealed record NaiveDecision(
    string? Denied,
    SortedDictionary<string, string> Constraints,
    List<string> Dropped,
    List<NaiveLevel> Levels,
    NaiveChain? Chain);

/// <param name="Dropped">Names of the preferred constraints that are dropped beside those dropped for every hop.</param>
/// <param name="BudgetUsd">For the chain up to a hop of this level; null without a bound.</param>
internal sealed record NaiveLevel(List<string> Dropped, decimal? BudgetUsd, bool IsBoundByRules, List<NaiveArm> Arms);

/// <param name="Name">Null if the selection does not split.</param>
/// <param name="Scores">By eligible endpoint; lower is better.</param>
internal sealed record NaiveArm(string? Name, Dictionary<string, double> Scores);
