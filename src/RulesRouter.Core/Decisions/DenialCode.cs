namespace RulesRouter.Decisions;

public enum DenialCode
{
    /// <summary>A matched rule denies.</summary>
    DeniedByRule,

    /// <summary>No endpoint satisfies all constraints.</summary>
    NoCandidate,

    /// <summary>The caller does not support an obligation.</summary>
    ObligationNotSupported,

    /// <summary>Nothing remains of a budget, or less than any eligible endpoint needs.</summary>
    BudgetExhausted,

    /// <summary>An attribute that a budget needs is missing, or the state of the budget is not available.</summary>
    BudgetUnknown,
}
