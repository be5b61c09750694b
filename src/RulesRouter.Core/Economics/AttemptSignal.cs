namespace RulesRouter.Economics;

/// <summary>What is measured of an attempt and may say how hard its task is.</summary>
internal enum AttemptSignal
{
    Cost,
    Turns,
    FailedTests,
    ToolErrors,
}
