namespace RulesRouter.Suites.Mining;

/// <summary>A commit that is no scenario.</summary>
/// <param name="Subject">First line of the message.</param>
/// <param name="Detail">The figure or path behind the reason; null where the reason says everything.</param>
internal sealed record SkippedCommit(string Commit, string Subject, SkipReason Reason, string? Detail);
