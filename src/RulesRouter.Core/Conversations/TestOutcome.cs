namespace RulesRouter.Conversations;

/// <summary>How a run of tests ended.</summary>
internal enum TestOutcome
{
    Passed,
    Failed,
}
