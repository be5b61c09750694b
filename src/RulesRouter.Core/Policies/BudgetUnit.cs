namespace RulesRouter.Policies;

/// <summary>What a budget limits.</summary>
public enum BudgetUnit
{
    /// <summary>US dollars.</summary>
    Usd,

    /// <summary>Tokens of input and output together.</summary>
    Tokens,

    /// <summary>Routed decisions.</summary>
    Requests,
}
