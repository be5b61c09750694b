namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>How much the model is to reason.</summary>
/// <param name="Effort">A word of OpenAI's or Anthropic's; null if the client gave none.</param>
/// <param name="BudgetTokens">Null if the client gave none.</param>
/// <param name="IsOff">No reasoning.</param>
internal sealed record ReasoningWish(string? Effort, long? BudgetTokens, bool IsOff)
{
    /// <summary>
    /// The word nearest to a budget. The bounds are ours: no vendor documents a relation of words and budgets. They divide the budgets by
    /// which clients distinguish little, usual and much reasoning.
    /// </summary>
    public string? EffortOrNearest => IsOff ? "none"
        : Effort ?? BudgetTokens switch
        {
            null => null,
            < 4096 => "low",
            < 16384 => "medium",
            _ => "high",
        };

    /// <summary>The budget nearest to a word; null without a word or a budget.</summary>
    public long? BudgetOrNearest => IsOff ? null
        : BudgetTokens ?? Effort switch
        {
            null => null,
            "minimal" => 1024,
            "low" => 2048,
            "medium" => 8192,
            "high" => 16384,
            _ => 32768,
        };
}
