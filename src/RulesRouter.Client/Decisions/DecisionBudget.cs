using RulesRouter.Policies;

namespace RulesRouter.Client.Decisions;

/// <summary>What a decision draws on a budget. Figures are in <see cref="Unit"/>.</summary>
public sealed record DecisionBudget
{
    /// <summary><c>policy/budget</c>.</summary>
    public required string Id { get; init; }

    public required BudgetUnit Unit { get; init; }

    /// <summary>Values of the attributes that have a budget of their own; null if all share one.</summary>
    public string? For { get; init; }

    /// <summary>Per window.</summary>
    public required double Limit { get; init; }

    /// <summary>Spent and reserved before this decision, over the limit; null if unknown.</summary>
    public double? Share { get; init; }

    /// <summary>What remained of the limit before this decision; null if unknown.</summary>
    public double? Remaining { get; init; }

    /// <summary>What this decision reserves; 0 if it is denied.</summary>
    public required double Reserved { get; init; }

    /// <summary>End of the window; null for a session.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>The arm of a weighted split.</summary>
/// <param name="Key">Fact whose value is hashed.</param>
/// <param name="Arm">The arm whose endpoint was chosen.</param>
/// <param name="Drawn">The arm that was drawn; another than <paramref name="Arm"/> if no endpoint of it is eligible.</param>
public sealed record DecisionSplit(string Key, string Arm, string Drawn);
