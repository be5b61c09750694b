namespace RulesRouter.Evaluation.Compiling;

/// <summary>The two executors of conditions; both give the same matches.</summary>
internal enum Executor
{
    /// <summary>All rules at once, by index lookups.</summary>
    Index,

    /// <summary>RulesEngine over the compiled workflows, rule by rule: the reference.</summary>
    Reference,
}
