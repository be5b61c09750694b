namespace RulesRouter.Verification.Proving.Solving;

internal enum SearchOutcome
{
    Satisfiable,
    Unsatisfiable,

    /// <summary>The budget of conflicts is exhausted.</summary>
    BudgetExhausted,
}
