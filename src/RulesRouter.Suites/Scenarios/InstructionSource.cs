namespace RulesRouter.Suites.Scenarios;

internal enum InstructionSource
{
    CommitMessage,
    Issue,
    PullRequest,
}
