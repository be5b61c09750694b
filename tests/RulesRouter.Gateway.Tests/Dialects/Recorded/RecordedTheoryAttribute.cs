namespace RulesRouter.Gateway.Tests.Dialects.Recorded;

/// <summary>A theory over recorded cases; skipped, with the reason if they are missing.</summary>
public sealed class RecordedTheoryAttribute : TheoryAttribute
{
    public RecordedTheoryAttribute() =>
        Skip = RecordedCases.Folder is null ? "no ../shared/wire/open beside the repository, and RULESROUTER_SHARED is not set" : null;
}
