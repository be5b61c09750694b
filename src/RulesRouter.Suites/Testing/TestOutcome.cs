namespace RulesRouter.Suites.Testing;

internal enum TestOutcome
{
    Passed,
    Failed,
    Skipped,
}
