namespace RulesRouter.Evaluation.Compiling;

/// <summary>The two executors of conditions; both give the same matches.</summary>
public enum Executor
{
    /// <summary>All rules at once, by index lookups.</summary>
    Index,

    /// <summary>RulesEngine over the compiled workflows, rule by rule: the reference.</summary>
    Reference,
}
