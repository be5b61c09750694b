namespace RulesRouter.Conversations;

/// <summary>How a run of tests ended.</summary>
public enum TestOutcome
{
    Passed,
    Failed,
}
